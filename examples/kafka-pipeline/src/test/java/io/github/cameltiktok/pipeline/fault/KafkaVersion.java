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

    /** Returns the versions for {@link OnKafka3}. */
    static Stream<KafkaVersion> v3() {
        return Stream.of(FaultsRun.isFull() ? values() : new KafkaVersion[] {V3});
    }

    /** Returns the versions for {@link OnKafka4}. */
    static Stream<KafkaVersion> v4() {
        return Stream.of(FaultsRun.isFull() ? values() : new KafkaVersion[] {V4});
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
