package io.github.cameltiktok.pipeline.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One broker of each version for all faults that leave it in order, or that start it again. For one thread. */
final class Brokers {

    private static final Map<KafkaVersion, BrokerProcess> SHARED = new EnumMap<>(KafkaVersion.class);
    private static final List<Path> FOLDERS = new ArrayList<>();

    private Brokers() {}

    /** Returns the broker of a version, which runs. */
    static BrokerProcess shared(KafkaVersion version) {
        BrokerProcess broker = SHARED.computeIfAbsent(version, any -> BrokerProcess.start(version, createFolder()));
        if (!broker.isAlive()) {
            // A fault that was not survived has left it down.
            broker.start();
        }
        return broker;
    }

    /** Ends all, and deletes their files. */
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
