package io.github.cameltiktok.pipeline.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
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
 * The fixture of each fault: a broker, a provider, topics of its own, instances of the pipeline and a ledger. If the fault is not
 * survived, the output of the instances and of the broker is printed.
 */
abstract class FaultScenario {

    static final String PROVIDER = "dumplingai";
    static final int PARTITIONS = 6;

    /** Of requests in one instance: a full window and one more poll. */
    static final int IN_FLIGHT = 24 + 16;

    /** With as many digits as any other, so that rights by prefix are rights on these topics only. */
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

    /** Closes something when the test has ended, before whatever was to be closed so far. */
    void closeAtEnd(AutoCloseable closeable) {
        toClose.push(closeable);
    }

    /** Takes the shared broker of a version, and creates the topics. */
    void begin(KafkaVersion version) {
        begin(Brokers.shared(version));
    }

    /**
     * Starts a broker for this fault only, and creates the topics.
     *
     * @param data folder for its data
     * @param settings of the broker that are to be different
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
        Map<String, String> all = new HashMap<>(Map.of(
                "pipeline.provider",
                PROVIDER,
                "camel.component.tiktok." + PROVIDER + ".base-url",
                sandbox.baseUrl(PROVIDER).toString(),
                "camel.component.tiktok." + PROVIDER + ".api-key",
                sandbox.apiKey(PROVIDER),
                "camel.component.tiktok." + PROVIDER + ".max-concurrent-requests",
                "24",
                "pipeline.retry-delay",
                "1s",
                "pipeline.max-retry-delay",
                "5s",
                "pipeline.out-of-use-delay",
                "500"));
        // An instance that is dead or paused must be noticed soon.
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

    /** Waits until an instance is not ready and says so with these words, while it stays alive. */
    void awaitNotReady(PipelineProcess instance, String... reasons) {
        waiting("readiness that is down because of " + List.of(reasons)).untilAsserted(() -> {
            PipelineProcess.Health health = instance.readiness();
            assertThat(health.status()).as(health.body()).isEqualTo(503);
            assertThat(List.of(reasons))
                    .allSatisfy(reason -> assertThat(health.body()).contains(reason));
        });
        assertThat(instance.liveness().isUp()).as(instance.liveness().body()).isTrue();
    }

    /** Waits for as long as the fault lasts, while an instance must stay alive. */
    void keepUp(Duration length, PipelineProcess instance) {
        await().during(length)
                .atMost(length.plus(TIMEOUT))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> instance.liveness().isUp());
    }

    /** Waits until the ledger's counts are so. */
    Ledger.Result awaitCounts(String alias, Predicate<Ledger.Result> condition) {
        return waiting(alias).pollInSameThread().until(ledger::read, condition);
    }

    /** Waits for outcomes of so many requests more than now. */
    void awaitMoreOutcomes(int count) {
        int before = ledger.read().outcomes();
        awaitCounts(count + " more outcomes", result -> result.outcomes() >= before + count);
    }

    /** Waits until each request has an outcome, adds the fault to the report, and fails if one has none. */
    Ledger.Result finish(String fault) {
        try {
            awaitCounts("outcomes of all requests", result -> result.lost() == 0);
        } catch (ConditionTimeoutException e) {
            // The row below shows how many are lost.
        }
        Ledger.Result result = ledger.read();
        FaultsRun.report(fault, broker.version(), result);
        assertThat(result.lost()).as("requests lost: %s", fault).isZero();
        return result;
    }

    /** Creates a topic with {@link #PARTITIONS} partitions. One that was just deleted may take a moment. */
    void createTopic(String name) {
        waiting("creation of " + name)
                .until(() -> get(admin().createTopics(List.of(new NewTopic(name, PARTITIONS, (short) 1)))
                                .all())
                        == null);
    }

    /** Deletes a topic; returns when the broker knows it no longer. */
    void deleteTopic(String name) {
        get(admin().deleteTopics(List.of(name)).all());
        waiting("deletion of " + name)
                .until(() -> !get(admin().listTopics().names()).contains(name));
    }

    /** Waits until the requests are shared by so many instances, and nothing moves. */
    void awaitMembers(int count) {
        waiting(count + " members of " + group).until(() -> {
            ConsumerGroupDescription description =
                    get(admin().describeConsumerGroups(List.of(group)).all()).get(group);
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
        get(admin().createAcls(List.of(allowed)).all());
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

    /** Returns what waits long enough for slow machines, and outlasts what a broker in trouble refuses. */
    static ConditionFactory waiting(String alias) {
        return await(alias)
                .atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsInstanceOf(KafkaException.class);
    }

    /** Returns a result of the admin client; throws what it failed with. */
    static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the broker was asked", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        }
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
