package io.github.cameltiktok.pipeline.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltiktok.pipeline.kafka.AdminResult;
import io.github.cameltiktok.pipeline.kafka.Topics;
import io.github.cameltiktok.pipeline.process.PipelineProcess;
import io.github.cameltiktok.sandbox.Sandbox;
import io.github.cameltiktok.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The fixture of each fault: a broker, a provider, its own topics, instances of the pipeline and a ledger. After a failed test it
 * prints the output of the instances and of the broker.
 */
abstract class FaultScenario {

    static final String PROVIDER = "dumplingai";
    static final int PARTITIONS = 6;

    private static final int PERMITS = 24;

    /** Maximum requests in flight in one instance: a full window and one poll. */
    static final int IN_FLIGHT = 24 + 16;

    /** Formatted with 2 digits, so that rights by prefix apply only to the topics of one test. */
    private static final AtomicInteger COUNT = new AtomicInteger();

    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final Duration LATENCY = Duration.ofMillis(20);

    @TempDir
    Path folder;

    @RegisterExtension
    final AfterTestExecutionCallback printer =
            context -> context.getExecutionException().ifPresent(failure -> printOutput(context.getDisplayName()));

    final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withLatency(LATENCY));
    final String prefix = String.format("fault-%02d", COUNT.incrementAndGet());
    final Topics topics = Topics.of(prefix);
    final String group = topics.group();
    private final List<PipelineProcess> instances = new ArrayList<>();
    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
    private BrokerProcess broker;
    private Ledger ledger;

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable next = toClose.poll(); next != null; next = toClose.poll()) {
            next.close();
        }
        sandbox.close();
    }

    /** Adds a resource that is closed after the test, before all earlier ones. */
    void closeAtEnd(AutoCloseable closeable) {
        toClose.push(closeable);
    }

    /** Uses the shared broker of a version, and creates the topics. */
    void begin(KafkaVersion version) {
        begin(SharedBrokers.shared(version));
    }

    /**
     * Starts a broker for this fault only, and creates the topics.
     *
     * @param data folder for its data
     * @param settings override those of the broker
     */
    void beginWithOwnBroker(KafkaVersion version, Path data, Map<String, String> settings) throws IOException {
        BrokerProcess own =
                BrokerProcess.start(version, Files.createDirectory(folder.resolve("broker")), data, settings);
        closeAtEnd(own);
        begin(own);
    }

    private void begin(BrokerProcess taken) {
        broker = taken;
        ledger = new Ledger(broker.address(), topics);
        closeAtEnd(ledger);
        for (String topic : List.of(topics.requests(), topics.videos(), topics.deadLetters(), topics.retries())) {
            createTopic(topic);
        }
    }

    BrokerProcess broker() {
        return broker;
    }

    Ledger ledger() {
        return ledger;
    }

    Admin admin() {
        return broker.admin();
    }

    /** Starts an instance at the listener without authentication, and waits until it is ready. */
    PipelineProcess startReady() {
        return awaitReady(start(Map.of()));
    }

    /** Starts an instance at the listener without authentication, and does not wait for it. */
    PipelineProcess start(Map<String, String> settings) {
        return start(broker.address(), List.of(), settings);
    }

    /** Starts an instance that authenticates, and does not wait for it. */
    PipelineProcess start(BrokerProcess.Listener listener, Map<String, String> client) {
        Path file = folder.resolve("client-" + instances.size() + ".properties");
        Properties properties = new Properties();
        properties.putAll(client);
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return start(broker.address(listener), List.of("--kafka-config", file.toString()), Map.of());
    }

    private PipelineProcess start(String brokers, List<String> arguments, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(PipelineProcess.provider(sandbox, PROVIDER, PERMITS));
        all.put("pipeline.retry-delay", "1s");
        all.put("pipeline.max-retry-delay", "5s");
        all.put("pipeline.out-of-use-delay", "500");
        // Lets dead and paused instances leave the group within seconds.
        all.put("pipeline.kafka.session.timeout.ms", "6000");
        all.put("pipeline.kafka.heartbeat.interval.ms", "1000");
        all.putAll(settings);
        Path output = folder.resolve("instance-" + instances.size() + ".txt");
        PipelineProcess instance =
                PipelineProcess.start(brokers, prefix, arguments, PipelineProcess.SHORT_LIVED, all, output);
        instances.add(instance);
        closeAtEnd(instance);
        return instance;
    }

    /** Waits until an instance is ready, and returns it. Fails if it ends before. */
    PipelineProcess awaitReady(PipelineProcess instance) {
        waiting("readiness")
                .failFast(() ->
                        assertThat(instance.isAlive()).as(instance.output()).isTrue())
                .untilAsserted(() -> {
                    PipelineProcess.Health health = instance.readiness();
                    assertThat(health.isUp()).as(health.body()).isTrue();
                });
        return instance;
    }

    /** Waits until an instance that stays alive is not ready, with reasons that contain the given texts. */
    void awaitNotReady(PipelineProcess instance, String... reasons) {
        waiting("readiness that is down because of " + List.of(reasons)).untilAsserted(() -> {
            PipelineProcess.Health health = instance.readiness();
            assertThat(health.status()).as(health.body()).isEqualTo(503);
            assertThat(List.of(reasons))
                    .allSatisfy(reason -> assertThat(health.body()).contains(reason));
        });
        assertThat(instance.liveness().isUp()).as(instance.liveness().body()).isTrue();
    }

    /** Waits for the length of the fault. The instance must stay alive. */
    void keepUp(Duration length, PipelineProcess instance) {
        await().during(length)
                .atMost(length.plus(TIMEOUT))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> instance.liveness().isUp());
    }

    /** Waits until the counts of the ledger meet a condition. */
    Ledger.Result awaitCounts(String alias, Predicate<Ledger.Result> condition) {
        return waiting(alias).pollInSameThread().until(ledger::read, condition);
    }

    /** Waits for the outcomes of a number of further requests. */
    void awaitMoreOutcomes(int count) {
        int before = ledger.read().outcomes();
        awaitCounts(count + " more outcomes", result -> result.outcomes() >= before + count);
    }

    /** Waits until each request has an outcome, and reports the fault. Fails if a request has none. */
    Ledger.Result finish(String fault) {
        try {
            awaitCounts("outcomes of all requests", result -> result.lost() == 0);
        } catch (ConditionTimeoutException e) {
            // The report shows the number of lost requests.
        }
        Ledger.Result result = ledger.read();
        FaultsRun.report(fault, broker.version(), result);
        assertThat(result.lost()).as("requests lost: %s", fault).isZero();
        return result;
    }

    /** Creates a topic with {@link #PARTITIONS} partitions. Repeats the call while a deleted one still exists. */
    void createTopic(String name) {
        waiting("creation of " + name)
                .until(() -> AdminResult.get(admin().createTopics(List.of(new NewTopic(name, PARTITIONS, (short) 1)))
                                .all())
                        == null);
    }

    /** Deletes a topic; returns when the broker does not list it. */
    void deleteTopic(String name) {
        AdminResult.get(admin().deleteTopics(List.of(name)).all());
        waiting("deletion of " + name)
                .until(() -> !AdminResult.get(admin().listTopics().names()).contains(name));
    }

    /** Waits until a number of instances share all partitions. */
    void awaitMembers(int count) {
        waiting(count + " members of " + group).until(() -> {
            ConsumerGroupDescription description = AdminResult.get(
                            admin().describeConsumerGroups(List.of(group)).all())
                    .get(group);
            return description.members().size() == count
                    && description.members().stream()
                                    .mapToInt(member -> member.assignment()
                                            .topicPartitions()
                                            .size())
                                    .sum()
                            >= (count == 0 ? 0 : PARTITIONS);
        });
    }

    /** Grants a user all rights on the topics and groups of this fault. */
    void allowAll(String user) {
        allow(user, ResourceType.TOPIC, AclOperation.ALL);
        allow(user, ResourceType.GROUP, AclOperation.ALL);
    }

    /** Grants a user a right on the topics or groups of this fault. */
    void allow(String user, ResourceType type, AclOperation operation) {
        AclBinding allowed = acl(user, type, prefix, PatternType.PREFIXED, operation, AclPermissionType.ALLOW);
        AdminResult.get(admin().createAcls(List.of(allowed)).all());
    }

    static AclBinding acl(
            String user,
            ResourceType type,
            String name,
            PatternType pattern,
            AclOperation operation,
            AclPermissionType permission) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern), new AccessControlEntry(user, "*", operation, permission));
    }

    /** Returns a wait of 3 min that ignores failures of Kafka clients. */
    static ConditionFactory waiting(String alias) {
        return await(alias)
                .atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsInstanceOf(KafkaException.class);
    }

    private void printOutput(String test) {
        for (int i = 0; i < instances.size(); i++) {
            PipelineProcess instance = instances.get(i);
            System.out.println("--- " + test + ": instance " + i + ", readiness " + instance.readiness());
            System.out.println(instance.output());
        }
        if (broker != null) {
            System.out.println("--- " + test + ": broker\n" + broker.log());
        }
    }
}
