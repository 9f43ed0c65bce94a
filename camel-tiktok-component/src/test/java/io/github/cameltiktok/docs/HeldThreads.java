package io.github.cameltiktok.docs;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.camel.support.DefaultThreadPoolFactory;

/**
 * Creates thread pools for Camel whose threads can be held, so that messages arrive together even if answers are fast.
 */
final class HeldThreads extends DefaultThreadPoolFactory {

    private final ReadWriteLock hold = new ReentrantReadWriteLock();

    /** Runs the task while all threads are held. */
    void whileHeld(Runnable task) {
        hold.writeLock().lock();
        try {
            task.run();
        } finally {
            hold.writeLock().unlock();
        }
    }

    @Override
    public ExecutorService newThreadPool(
            int corePoolSize,
            int maxPoolSize,
            long keepAliveTime,
            TimeUnit timeUnit,
            int maxQueueSize,
            boolean allowCoreThreadTimeOut,
            RejectedExecutionHandler rejectedExecutionHandler,
            ThreadFactory threadFactory) {
        return new ThreadPoolExecutor(
                corePoolSize,
                corePoolSize,
                keepAliveTime,
                timeUnit,
                new LinkedBlockingQueue<>(),
                threadFactory,
                rejectedExecutionHandler) {
            @Override
            protected void beforeExecute(Thread thread, Runnable task) {
                hold.readLock().lock();
                hold.readLock().unlock();
            }
        };
    }
}
