package io.github.cameltiktok.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentedFailuresTest {

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private static final String ID = "7311111111111111111";
    private static final String LINK = "https://www.tiktok.com/@_/video/" + ID;

    static Stream<DocumentedFailure> everyFailure() {
        return DocumentedFailures.all().stream();
    }

    @ParameterizedTest
    @MethodSource("everyFailure")
    void keyTriggersTheFailureForAVideo(DocumentedFailure failure) {
        HttpResponse<byte[]> response =
                new Client(sandbox.get()).withKey(failure.key()).video(failure.provider(), ID);

        assertThat(response.statusCode()).isEqualTo(failure.status());
        assertBody(Client.json(response), failure, failure.message().replace("[url]", LINK));
        assertThat(sandbox.get().calls())
                .singleElement()
                .satisfies(call -> assertThat(call.status()).isEqualTo(failure.status()))
                .satisfies(call -> assertThat(call.providerCode()).isEqualTo(failure.code()))
                .satisfies(call -> assertThat(call.billed()).isFalse());
    }

    private static void assertBody(JsonNode body, DocumentedFailure failure, String message) {
        switch (failure.provider()) {
            case "apidirect" -> {
                assertThat(body.get("error").textValue()).isEqualTo(message);
                assertThat(body.path("code").textValue()).isEqualTo(failure.code());
            }
            case "dumplingai" -> assertThat(body.get("error").textValue()).isEqualTo(message);
            default -> {
                assertThat(body.get("ok").booleanValue()).isFalse();
                assertThat(body.get("status").intValue()).isEqualTo(failure.status());
                assertThat(body.get("error").textValue()).isEqualTo(failure.code());
                assertThat(body.get("message").textValue()).isEqualTo(message);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyFailure")
    void keyTriggersTheFailureForACreator(DocumentedFailure failure) {
        HttpResponse<byte[]> response =
                new Client(sandbox.get()).withKey(failure.key()).user(failure.provider(), "some.cook");

        assertThat(response.statusCode()).isEqualTo(failure.status());
        assertThat(Client.text(response)).doesNotContain("video", "[url]");
    }

    @Test
    void errorObjectKeyReturnsDumplingAisOtherFormat() {
        HttpResponse<byte[]> response =
                new Client(sandbox.get()).withKey(DumplingAi.ERROR_OBJECT_KEY).video("dumplingai", ID);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Client.json(response).at("/error/message").textValue()).isNotBlank();
        assertThat(Client.json(response).at("/error/code").textValue()).isNotBlank();
        assertThat(Client.json(response).get("status").textValue()).isEqualTo("error");
    }

    @ParameterizedTest
    @CsvSource({"apidirect, 429", "dumplingai, 429", "peekalink, 503"})
    void retryAfterKeyReturnsTheRateLimitWithRetryAfter(String provider, int status) {
        HttpResponse<byte[]> response = new Client(sandbox.get())
                .withKey(DocumentedFailures.RETRY_AFTER_KEY)
                .video(provider, ID);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "apidirect  | 400 401 402 403 404 429 500 502 503 504",
                "dumplingai | 400 401 403 404 429 500 502 503",
                "peekalink  | 400 401 403 404 410 429 500 502 503 504",
            })
    void everyDocumentedStatusHasAKey(String provider, String statuses) {
        String there = DocumentedFailures.of(provider).stream()
                .map(DocumentedFailure::status)
                .distinct()
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(" "));

        assertThat(there).isEqualTo(statuses);
    }

    @Test
    void everyKeyTriggersOneFailureOnly() {
        for (String provider : Set.of("apidirect", "dumplingai", "peekalink")) {
            List<String> keys = DocumentedFailures.of(provider).stream()
                    .map(DocumentedFailure::key)
                    .toList();

            assertThat(keys).doesNotHaveDuplicates().allSatisfy(key -> assertThat(key)
                    .startsWith("fail-"));
        }
    }

    @Test
    void readmeListsEveryFailureWithItsMeaning() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(DocumentedFailures.all()).allSatisfy(failure -> assertThat(readme)
                .contains("| %s | `%s` | %d | %s | %s | %s |"
                        .formatted(
                                failure.provider(),
                                failure.key(),
                                failure.status(),
                                failure.code() == null ? failure.message() : "`" + failure.code() + "`",
                                failure.meaning(),
                                failure.retry())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "APIDIRECT", "tiktok"})
    void unknownProviderIsRejectedByName(String provider) {
        assertThatThrownBy(() -> DocumentedFailures.of(provider))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("provider must be apidirect, dumplingai or peekalink, but is " + provider);
    }
}
