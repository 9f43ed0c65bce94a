package io.github.cameltiktok.pipeline.scale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.List;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The heap of another process, asked through JMX. */
final class Heap implements AutoCloseable {

    private static final double MEGABYTE = 1024 * 1024;

    private final JMXConnector connector;
    private final MemoryMXBean memory;

    private Heap(JMXConnector connector, MemoryMXBean memory) {
        this.connector = connector;
        this.memory = memory;
    }

    /** Returns the options by which a Java machine lets others ask, on this machine only. */
    static List<String> options(int port) {
        return List.of(
                "-Dcom.sun.management.jmxremote.port=" + port,
                "-Dcom.sun.management.jmxremote.rmi.port=" + port,
                "-Dcom.sun.management.jmxremote.host=127.0.0.1",
                "-Djava.rmi.server.hostname=127.0.0.1",
                "-Dcom.sun.management.jmxremote.authenticate=false",
                "-Dcom.sun.management.jmxremote.ssl=false");
    }

    static Heap connect(int port) {
        try {
            JMXServiceURL url = new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi");
            JMXConnector connector = JMXConnectorFactory.connect(url);
            return new Heap(
                    connector,
                    ManagementFactory.getPlatformMXBean(connector.getMBeanServerConnection(), MemoryMXBean.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the megabytes taken, garbage included. */
    double used() {
        return memory.getHeapMemoryUsage().getUsed() / MEGABYTE;
    }

    /** Collects the garbage, and returns the megabytes that are left. */
    double live() {
        memory.gc();
        return used();
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            // The process has gone already.
        }
    }
}
