package io.github.cameltiktok.pipeline.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Properties;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A Kafka broker of one node in this process, for demonstrations and tests. It uses KRaft, listens on the loopback interface
 * only, and keeps its data in a temporary folder, which {@link #close()} deletes.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final String address;
    private final Path folder;
    private final KafkaRaftServer server;

    private EmbeddedBroker(String address, Path folder, KafkaRaftServer server) {
        this.address = address;
        this.folder = folder;
        this.server = server;
    }

    /**
     * Starts a broker on free ports; returns when it answers.
     *
     * @throws IllegalStateException if it cannot be started
     */
    public static EmbeddedBroker start() {
        try {
            Path folder = Files.createTempDirectory("tiktok-broker");
            String address = HOST + ':' + FreePort.find();
            Properties properties = properties(folder, address, HOST + ':' + FreePort.find());
            format(folder, properties);
            KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
            server.startup();
            return new EmbeddedBroker(address, folder, server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the address for clients, as {@code host:port}. */
    public String address() {
        return address;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        delete(folder);
    }

    private static Properties properties(Path folder, String address, String controller) {
        Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", "1");
        properties.setProperty("controller.quorum.voters", "1@" + controller);
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty("listeners", "PLAINTEXT://" + address + ",CONTROLLER://" + controller);
        properties.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.setProperty("log.dirs", folder.resolve("data").toString());
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("offsets.topic.num.partitions", "1");
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        // No second member of a group is expected at the same moment.
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        // Lets instances that are killed leave their group within seconds.
        properties.setProperty("group.min.session.timeout.ms", "1000");
        return properties;
    }

    private static void format(Path folder, Properties properties) throws IOException {
        Path file = folder.resolve("server.properties");
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        int result = StorageTool.execute(
                new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()},
                new PrintStream(output, true, StandardCharsets.UTF_8));
        if (result != 0) {
            throw new IllegalStateException(
                    "The broker's storage could not be formatted: " + output.toString(StandardCharsets.UTF_8));
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
