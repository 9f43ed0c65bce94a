package io.github.cameltiktok.benchmark.endtoend;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this process has used so far.
 *
 * @param nanos a time
 * @param cpuNanos of all its threads, those of the JVM itself included
 * @param allocatedBytes by all threads that live
 */
record Usage(long nanos, long cpuNanos, long allocatedBytes) {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    static Usage now() {
        long allocated = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            allocated += Math.max(0, bytes);
        }
        return new Usage(System.nanoTime(), SYSTEM.getProcessCpuTime(), allocated);
    }

    Usage since(Usage before) {
        return new Usage(nanos - before.nanos, cpuNanos - before.cpuNanos, allocatedBytes - before.allocatedBytes);
    }
}
