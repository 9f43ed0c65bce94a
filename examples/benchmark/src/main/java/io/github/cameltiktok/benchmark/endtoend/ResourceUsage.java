package io.github.cameltiktok.benchmark.endtoend;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * The resources that this process has used.
 *
 * @param nanos time in ns, as of {@link System#nanoTime()}
 * @param cpuNanos CPU time of all threads in ns, including the JVM's own
 * @param allocatedBytes bytes allocated by all live threads
 */
record ResourceUsage(long nanos, long cpuNanos, long allocatedBytes) {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    static ResourceUsage now() {
        long allocated = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            allocated += Math.max(0, bytes);
        }
        return new ResourceUsage(System.nanoTime(), SYSTEM.getProcessCpuTime(), allocated);
    }

    ResourceUsage since(ResourceUsage before) {
        return new ResourceUsage(
                nanos - before.nanos, cpuNanos - before.cpuNanos, allocatedBytes - before.allocatedBytes);
    }
}
