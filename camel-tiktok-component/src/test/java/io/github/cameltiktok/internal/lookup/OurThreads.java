package io.github.cameltiktok.internal.lookup;

import java.util.List;

/**
 * The threads of this JVM that a component or its HTTP client has made. A pool that has ended may have threads on their
 * last steps, so that their absence is to be waited for.
 */
final class OurThreads {

    private OurThreads() {}

    static List<String> alive() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.contains("TikTok") || name.contains("httpclient-"))
                .toList();
    }
}
