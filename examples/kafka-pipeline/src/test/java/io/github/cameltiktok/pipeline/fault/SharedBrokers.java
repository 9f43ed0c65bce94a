package io.github.cameltiktok.pipeline.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One broker of each version, for all faults that leave it running. For one thread. */
final class SharedBrokers {

    private static final Map<KafkaVersion, BrokerProcess> SHARED = new EnumMap<>(KafkaVersion.class);
    private static final List<Path> FOLDERS = new ArrayList<>();

    private SharedBrokers() {}

    /** Returns the running broker of a version. */
    static BrokerProcess shared(KafkaVersion version) {
        BrokerProcess broker = SHARED.computeIfAbsent(version, any -> BrokerProcess.start(version, createFolder()));
        if (!broker.isAlive()) {
            // A failed test has left it stopped.
            broker.start();
        }
        return broker;
    }

    /** Stops all brokers, and deletes their files. */
    static void close() {
        SHARED.values().forEach(BrokerProcess::close);
        SHARED.clear();
        FOLDERS.forEach(DataFolder::delete);
        FOLDERS.clear();
    }

    private static Path createFolder() {
        try {
            Path folder = Files.createTempDirectory("tiktok-faults");
            FOLDERS.add(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
