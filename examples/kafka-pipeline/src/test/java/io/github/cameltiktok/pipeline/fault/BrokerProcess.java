package io.github.cameltiktok.pipeline.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.pipeline.broker.FreePort;
import io.github.cameltiktok.pipeline.kafka.AdminResult;
import io.github.cameltiktok.pipeline.process.OsProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker of one node in its own process, with KRaft, on the loopback interface only. It keeps its ports and its data
 * over restarts. For one thread.
 *
 * <p>It has three listeners. Clients without authentication have all rights. ACLs define the rights of other
 * clients.
 */
final class BrokerProcess implements AutoCloseable {

    /** The user of the SASL mechanism PLAIN. */
    static final String PLAIN_USER = "plain";

    /** The password of all users. */
    static final String PASSWORD = "open-sesame";

    private static final String HOST = "127.0.0.1";
    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final KafkaVersion version;
    private final Path folder;
    private final Path data;
    private final KeyStores keyStores;
    private final Map<Listener, String> addresses;
    private final Admin admin;
    private @Nullable OsProcess process;

    /** A listener, and the authentication of its clients. */
    enum Listener {
        /** Without encryption or authentication. */
        PLAINTEXT("PLAINTEXT"),
        /** SCRAM-SHA-256 or PLAIN, without encryption. */
        SASL("SASL_PLAINTEXT"),
        /** Mutual TLS. */
        TLS("SSL"),
        CONTROLLER("PLAINTEXT");

        private final String protocol;

        Listener(String protocol) {
            this.protocol = protocol;
        }
    }

    private BrokerProcess(KafkaVersion version, Path folder, Path data) {
        this.version = version;
        this.folder = folder;
        this.data = data;
        keyStores = KeyStores.create(folder);
        addresses = new EnumMap<>(Listener.class);
        for (Listener listener : Listener.values()) {
            addresses.put(listener, HOST + ':' + FreePort.find());
        }
        admin = Admin.create(Map.of(
                "bootstrap.servers", address(Listener.PLAINTEXT),
                "reconnect.backoff.max.ms", 200,
                "default.api.timeout.ms", 30_000,
                "request.timeout.ms", 10_000));
    }

    /**
     * Starts a broker; returns when it answers.
     *
     * @param folder folder for settings, data and output
     */
    static BrokerProcess start(KafkaVersion version, Path folder) {
        return start(version, folder, folder.resolve("data"), Map.of());
    }

    /**
     * Starts a broker; returns when it answers.
     *
     * @param folder for settings, certificates and output
     * @param data folder for its data
     * @param settings of the broker that are to be different
     */
    static BrokerProcess start(KafkaVersion version, Path folder, Path data, Map<String, String> settings) {
        BrokerProcess broker = new BrokerProcess(version, folder, data);
        broker.writeSettings(settings);
        broker.format();
        broker.start();
        return broker;
    }

    KafkaVersion version() {
        return version;
    }

    /** Returns host and port of a listener. */
    String address(Listener listener) {
        return addresses.get(listener);
    }

    /** Returns host and port of the listener without authentication. */
    String address() {
        return address(Listener.PLAINTEXT);
    }

    /** Returns the settings for clients of {@link Listener#TLS}, by Kafka's names. */
    Map<String, String> tlsClient() {
        Map<String, String> settings = new HashMap<>(keyStores.client());
        settings.put("security.protocol", "SSL");
        return settings;
    }

    /**
     * Returns the settings for clients of {@link Listener#SASL}, by Kafka's names.
     *
     * @param mechanism {@code SCRAM-SHA-256} or {@code PLAIN}
     */
    static Map<String, String> saslClient(String mechanism, String user, String password) {
        String module = mechanism.equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
        return Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                mechanism,
                "sasl.jaas.config",
                "org.apache.kafka.common.security." + module + " required username=\"" + user + "\" password=\""
                        + password + "\";");
    }

    /** Returns a client with all rights, which reconnects after restarts of the broker. {@link #close()} closes it. */
    Admin admin() {
        return admin;
    }

    /** Returns the data folder. It may be changed only while the broker is stopped. */
    DataFolder data() {
        return new DataFolder(data);
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Returns the last 60 lines of the output. */
    String log() {
        List<String> lines = current().output().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    }

    /** Starts the broker with its ports and its data; returns when it answers. */
    void start() {
        OsProcess started = launch("kafka.Kafka", settingsFile().toString());
        process = started;
        Awaitility.await()
                .alias("broker " + version)
                .atMost(TIMEOUT)
                .ignoreExceptionsInstanceOf(KafkaException.class)
                .failFast(
                        () -> assertThat(started.isAlive()).as(started.output()).isTrue())
                .until(() -> !AdminResult.get(admin.describeCluster().nodes()).isEmpty());
    }

    /** Sends SIGTERM; returns when the process has ended. */
    void stop() {
        current().terminate();
        assertThat(current().awaitExit(TIMEOUT)).as(current().output()).isIn(0, OsProcess.TERMINATED);
    }

    /** Sends SIGKILL; returns when the process has ended. */
    void kill() {
        current().kill();
    }

    /** Waits until the process has ended by itself. */
    void awaitEnd() {
        current().awaitExit(TIMEOUT);
    }

    /** Stops the broker if it runs, and closes the client. The files are kept. */
    @Override
    public void close() {
        admin.close(Duration.ZERO);
        if (process != null) {
            process.end(TIMEOUT);
        }
    }

    private OsProcess current() {
        if (process == null) {
            throw new IllegalStateException("The broker was never started");
        }
        return process;
    }

    private OsProcess launch(String mainClass, String... arguments) {
        List<String> command = new ArrayList<>(JVM);
        command.add(mainClass);
        command.addAll(List.of(arguments));
        return OsProcess.start(version.classPath(), command, Map.of(), folder.resolve("broker.log"));
    }

    private void format() {
        OsProcess format = launch(
                "kafka.tools.StorageTool",
                "format",
                "-t",
                Uuid.randomUuid().toString(),
                "-c",
                settingsFile().toString());
        assertThat(format.awaitExit(TIMEOUT)).as(format.output()).isZero();
    }

    private Path settingsFile() {
        return folder.resolve("server.properties");
    }

    private void writeSettings(Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@" + address(Listener.CONTROLLER),
                "controller.listener.names", Listener.CONTROLLER.name(),
                "inter.broker.listener.name", Listener.PLAINTEXT.name(),
                "listeners", eachListener("://", addresses),
                "advertised.listeners", advertisedListeners(),
                "listener.security.protocol.map", eachListener(":", protocols()),
                "log.dirs", data.toString()));
        properties.putAll(Map.of(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "super.users", "User:ANONYMOUS",
                "listener.name.sasl.sasl.enabled.mechanisms", "SCRAM-SHA-256,PLAIN",
                "listener.name.sasl.scram-sha-256.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                "listener.name.sasl.plain.sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required user_" + PLAIN_USER + "=\""
                                + PASSWORD + "\";",
                "listener.name.tls.ssl.client.auth", "required"));
        keyStores.broker().forEach((name, value) -> properties.put("listener.name.tls." + name, value));
        properties.putAll(Map.of(
                "auto.create.topics.enable", "false",
                "offsets.topic.num.partitions", "1",
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "group.initial.rebalance.delay.ms", "0",
                // Lets killed instances leave their group within seconds.
                "group.min.session.timeout.ms", "1000"));
        properties.putAll(settings);
        try (var writer = Files.newBufferedWriter(settingsFile())) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<Listener, String> protocols() {
        Map<Listener, String> protocols = new EnumMap<>(Listener.class);
        for (Listener listener : Listener.values()) {
            protocols.put(listener, listener.protocol);
        }
        return protocols;
    }

    private String advertisedListeners() {
        Map<Listener, String> advertised = new EnumMap<>(addresses);
        advertised.remove(Listener.CONTROLLER);
        return eachListener("://", advertised);
    }

    private static String eachListener(String separator, Map<Listener, String> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + separator + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
