package io.github.cameltiktok.gateway.http;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.cameltiktok.gateway.api.OpenApiDocument;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Needs its own JVM: Jazzer instruments the whole JVM and allows one fuzz test per JVM. */
final class JsonBodyFuzzTest {

    private static final List<String> OPERATIONS =
            List.of("findVideoByBody", "createBatch", "createWatch", "changeWatch", "replayWatch");
    private static final RequestBodies BODIES = new RequestBodies(OpenApiDocument.load());

    /** The first byte selects the operation. */
    static Stream<byte[]> seeds() {
        return Stream.of(
                        "0{\"url\":\"https://www.tiktok.com/@a/video/7311111111111111111\"}",
                        "1{\"subjects\":[\"@some.cook\"],\"kind\":\"user\"}",
                        "2{\"subject\":\"@some.cook\",\"every\":\"PT6H\",\"events\":[\"changed\"],\"label\":\"\\u0000\"}",
                        "3{\"every\":\"2h\",\"rotateSecret\":true}",
                        "4{\"since\":\"2026-01-01T00:00:00Z\",\"state\":\"dead\"}")
                .map(seed -> seed.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("seeds")
    @DictionaryEntries({"\"subject\":", "\"subjects\":", "null", "1e999", "[[[[", "{\"a\":", "\\ud800", "\\u0000"})
    @FuzzTest(maxExecutions = 5_000)
    void bodyIsRefusedAsInvalidOrHasTheSchema(byte[] input) {
        if (input.length > 0) {
            String operation = OPERATIONS.get(Math.floorMod(input[0] - '0', OPERATIONS.size()));
            JsonBodyPropertyTest.assertIsRefusedOrValid(BODIES, operation, Arrays.copyOfRange(input, 1, input.length));
        }
    }
}
