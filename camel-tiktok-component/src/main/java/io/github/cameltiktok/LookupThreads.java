package io.github.cameltiktok;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * Threads of a component's lookups.
 *
 * @param worker parses responses and continues routes; its size is that of the thread pool profile {@code tiktok}, if any
 * @param timer one thread for deadlines and delays
 */
record LookupThreads(ExecutorService worker, ScheduledExecutorService timer) {

    /** @param owner component that Camel's list of thread pools names */
    static LookupThreads start(TikTokComponent owner, ExecutorServiceManager manager) {
        ThreadPoolProfile own = manager.getThreadPoolProfile("tiktok");
        ThreadPoolProfile single = unboundedQueue("tiktokTimer");
        single.setPoolSize(1);
        return new LookupThreads(
                manager.newThreadPool(owner, "TikTok", own != null ? own : unboundedQueue("tiktok")),
                manager.newScheduledThreadPool(owner, "TikTokTimer", single));
    }

    /** The lookups in flight bound the queue. A rejected task would leave its exchange without an end. */
    private static ThreadPoolProfile unboundedQueue(String id) {
        ThreadPoolProfile profile = new ThreadPoolProfile(id);
        profile.setMaxQueueSize(Integer.MAX_VALUE);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }

    /**
     * Stops the worker as Camel does, but runs the tasks that have not started in time instead of dropping them: each ends
     * a lookup, and so an exchange.
     */
    void stop(ExecutorServiceManager manager) throws InterruptedException {
        manager.shutdownNow(timer);
        worker.shutdown();
        if (!manager.awaitTermination(worker, manager.getShutdownAwaitTermination())) {
            worker.shutdownNow().forEach(Runnable::run);
            manager.awaitTermination(worker, manager.getShutdownAwaitTermination());
        }
        // Terminated by now; this removes the pool from Camel's list.
        manager.shutdownNow(worker);
    }
}
