package io.github.cameltiktok.pipeline.fault;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.cameltiktok.pipeline.process.OsProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The versions of the broker in fault tests. */
enum KafkaVersion {
    V3("3.9.1"),
    V4("4.1.1");

    /** Written by the module {@code kafka-broker-4}. */
    private static final Path V4_CLASS_PATH = Path.of("..", "kafka-broker-4", "target", "classpath.txt");

    private final String number;

    KafkaVersion(String number) {
        this.number = number;
    }

    /** Returns the versions for tests of behaviour that may differ between versions. */
    static Stream<KafkaVersion> both() {
        return Stream.of(values());
    }

    /** Returns the versions for all other tests: the newest one, or with {@code -Dfaults=full} both. */
    static Stream<KafkaVersion> one() {
        return FaultsRun.isFull() ? both() : Stream.of(V4);
    }

    /** Returns the class path of the broker. Skips the test if the profile that writes it is not active. */
    String classPath() {
        if (this == V3) {
            return OsProcess.testClassPath();
        }
        assumeTrue(Files.exists(V4_CLASS_PATH), V4_CLASS_PATH + " is missing: run with -Pfaults");
        try {
            return Files.readString(V4_CLASS_PATH).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return number;
    }
}
