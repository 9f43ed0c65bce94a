package io.github.cameltiktok.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.gateway.api.OpenApiDocument;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Bodies as strangers may send them: valid ones with a part replaced. The seed is fixed; 100,000 tries without one found nothing. */
final class JsonBodyPropertyTest {

    private static final Map<String, String> HEADERS = Map.of("content-type", "application/json");

    private final RequestBodies bodies = new RequestBodies(OpenApiDocument.load());

    @Property(tries = 2_000, seed = "20261201")
    void bodyIsRefusedAsInvalidOrHasTheSchema(@ForAll("operations") String operation, @ForAll("bodies") byte[] body) {
        assertIsRefusedOrValid(bodies, operation, body);
    }

    static void assertIsRefusedOrValid(RequestBodies bodies, String operation, byte[] body) {
        try {
            JsonNode parsed = JsonBody.parse(body, HEADERS);
            bodies.check(operation, parsed);
        } catch (ProblemException refused) {
            assertThat(refused.type()).isEqualTo(ProblemType.INVALID_REQUEST);
            assertThat(refused.errors()).hasSizeLessThanOrEqualTo(20);
        }
    }

    @Provide
    Arbitrary<String> operations() {
        return Arbitraries.of("findVideoByBody", "createBatch", "createWatch", "changeWatch", "replayWatch");
    }

    @Provide
    Arbitrary<byte[]> bodies() {
        Arbitrary<String> valid = Arbitraries.of(
                "{\"url\":\"https://www.tiktok.com/@a/video/7311111111111111111\"}",
                "{\"subjects\":[\"@some.cook\",\"7311111111111111111\"],\"kind\":\"user\"}",
                "{\"subject\":\"@some.cook\",\"every\":\"PT6H\",\"events\":[\"changed\"],\"label\":\"a\"}",
                "{\"since\":\"2026-01-01T00:00:00Z\",\"state\":\"dead\"}");
        Arbitrary<String> part = Arbitraries.oneOf(
                Arbitraries.of(
                        "[",
                        "]",
                        "{",
                        "}",
                        "null",
                        "\"",
                        ",",
                        "1e999",
                        "-",
                        "9".repeat(50),
                        "[[".repeat(20),
                        "\\u0000",
                        "NaN",
                        "true",
                        "{\"a\":",
                        "\ud800"),
                Arbitraries.strings().ofMaxLength(6));
        return Combinators.combine(
                        valid,
                        part,
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.integers().between(0, 8))
                .as((text, inserted, at, cut) -> {
                    int start = Math.min(at, text.length());
                    int end = Math.min(start + cut, text.length());
                    return (text.substring(0, start) + inserted + text.substring(end)).getBytes(StandardCharsets.UTF_8);
                });
    }
}
