package io.github.cameltiktok.pipeline.fault;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.cameltiktok.pipeline.process.PipelineProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The broker is killed, restarted, absent, or out of disk space while requests arrive. */
abstract class BrokerFaults extends FaultScenario {

    private static final Duration AWAY = Duration.ofSeconds(FaultsRun.isFull() ? 170 : 10);
    private static final int DISK_MEGABYTES = 64;

    @OnlyIfFull
    void killedBrokerLosesNoRequest(KafkaVersion version) throws Exception {
        begin(version);
        startReady();
        ledger().startSending();
        awaitMoreOutcomes(50);

        broker().kill();
        broker().start();
        ledger().faultEnded();

        awaitMoreOutcomes(50);
        ledger().stopSending();
        finish("broker killed with SIGKILL");
    }

    @OnlyIfFull
    void threeRestartsLoseNoRequest(KafkaVersion version) throws Exception {
        begin(version);
        startReady();
        ledger().startSending();
        awaitMoreOutcomes(50);

        for (int restart = 0; restart < 3; restart++) {
            broker().stop();
            broker().start();
        }
        ledger().faultEnded();

        awaitMoreOutcomes(50);
        ledger().stopSending();
        finish("broker restarted three times in a row");
    }

    @OnKafka4
    void killedBrokerAwayForLongLosesNoRequest(KafkaVersion version) throws Exception {
        begin(version);
        PipelineProcess instance = startReady();
        ledger().startSending();
        awaitMoreOutcomes(50);

        broker().kill();
        keepUp(AWAY, instance);
        awaitNotReady(instance);
        broker().start();
        ledger().faultEnded();

        awaitMoreOutcomes(50);
        awaitReady(instance);
        ledger().stopSending();
        finish("broker away for " + AWAY.toSeconds() + " s");
    }

    @OnKafka3
    void fullDiskLosesNoRequest(KafkaVersion version) throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MEGABYTES + "m", "tmpfs", disk.toString()),
                "a disk of limited size takes root on Linux");
        closeAtEnd(() -> run("umount", disk.toString()));
        // Kafka allocates the index files of each partition in full.
        beginWithOwnBroker(version, disk.resolve("data"), Map.of("log.index.size.max.bytes", "4096"));
        PipelineProcess instance = startReady();
        ledger().startSending();
        awaitMoreOutcomes(50);

        Path ballast = disk.resolve("ballast");
        run("dd", "if=/dev/zero", "of=" + ballast, "bs=4k");
        broker().awaitEnd();
        awaitNotReady(instance);
        Files.delete(ballast);
        broker().start();
        ledger().faultEnded();

        awaitMoreOutcomes(50);
        ledger().stopSending();
        finish("disk of the broker full");
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
