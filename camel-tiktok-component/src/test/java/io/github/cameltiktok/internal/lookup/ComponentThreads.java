package io.github.cameltiktok.internal.lookup;

import java.util.List;

/**
 * The threads that the component and its HTTP client have started in this JVM. Threads of a pool that was shut down may
 * live for a moment, so tests wait for their end.
 */
final class ComponentThreads {

    private ComponentThreads() {}

    static List<String> alive() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.contains("TikTok") || name.contains("httpclient-"))
                .toList();
    }
}
