package io.github.cameltiktok.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Needs its own JVM: Jazzer instruments the whole JVM and allows one fuzz test per JVM. */
final class IdempotencyKeyFuzzTest {

    static Stream<byte[]> seeds() {
        return Stream.of("one", "\"one\"", "\"a\\\"b\\\\\"", "\"", "\"\"", " ")
                .map(seed -> seed.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest(maxExecutions = 5_000)
    void keyIsRefusedOrTheSameInQuotes(byte[] header) {
        String key;
        try {
            key = IdempotentRequests.key(new String(header, StandardCharsets.UTF_8));
        } catch (ProblemException refused) {
            assertThat(refused.type()).isEqualTo(ProblemType.INVALID_REQUEST);
            return;
        }
        assertThat(key).hasSizeBetween(1, 255);
        String quoted = '"' + key.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        assertThat(IdempotentRequests.key(quoted)).isEqualTo(key);
    }
}
