package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.RetryAdvice;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Responses about another subject, as after a surplus response in a connection. */
final class SubjectMismatchTest {

    private static final String VIDEO = "{\"video\":{\"video_id\":\"%s\"}}";
    private static final String USER = "{\"user\":{\"username\":\"%s\"}}";

    private final AtomicReference<String> answer = new AtomicReference<>("");
    private final RawHttpServer server =
            RawHttpServer.start((request, connection) -> connection.write(RawHttpServer.json(200, answer.get())));
    private final EngineFixture fixture = new EngineFixture();

    @AfterEach
    void stop() {
        fixture.close();
        server.close();
    }

    private CompletableFuture<? extends LookupResult<? extends TikTokRecord>> find(
            TikTokLink subject, LookupSettings settings) {
        LookupQuery query = new LookupQuery(subject, "API", settings.deadline());
        return subject.kind() == TikTokLink.Kind.USER
                ? fixture.engine.lookup(settings.forUsers()).find(query)
                : fixture.engine.lookup(settings.forVideos()).find(query);
    }

    private static String about(String subject) {
        return (subject.startsWith("@") ? USER : VIDEO).formatted(subject.replace("@", ""));
    }

    @ParameterizedTest
    @CsvSource({"7321234567890123456, 7000000000000000001", "@khaby.lame, @mallory"})
    void recordAboutAnotherSubjectIsRejected(String requested, String returned) {
        answer.set(about(returned));

        LookupException failure =
                EngineFixture.failure(find(TikTokLink.parse(requested), LookupSettings.to(server.uri())));

        assertThat(failure.failure().errorKind()).isEqualTo(ErrorKind.ANOTHER_SUBJECT);
        assertThat(failure.failure().retry()).isEqualTo(RetryAdvice.NEVER);
        assertThat(failure)
                .hasMessageContaining(
                        "answered about %s and not %s", returned.replace("@", ""), requested.replace("@", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "7321234567890123456, 7321234567890123456",
        "https://www.tiktok.com/@a.cook/photo/7321234567890123456, 7321234567890123456",
        "https://vm.tiktok.com/ZMabc123/, 7000000000000000001",
        "@khaby.lame, @khaby.lame",
        "@khaby.lame, @Khaby.Lame"
    })
    void sameOrUnknownSubjectIsAccepted(String requested, String returned) {
        answer.set(about(returned));

        assertThat(find(TikTokLink.parse(requested), LookupSettings.to(server.uri())))
                .succeedsWithin(Duration.ofSeconds(10));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    7321234567890123456 | {"video":{"video_id":7321234567890123000}}
                    7321234567890123456 | {"video":{"video_id":7321234567890123776}}
                    @khaby.lame         | {"user":{"username":"khaby.lame "}}
                    @123456789012345678 | {"user":{"username":"khaby.lame","user_id":"123456789012345678"}}
                    @123456789012345678 | {"user":{"username":"khaby.lame","user_id":123456789012345680}}
                    """)
    void unusualSpellingOfTheSubjectIsAccepted(String requested, String returned) {
        answer.set(returned);

        assertThat(find(TikTokLink.parse(requested), LookupSettings.to(server.uri())))
                .succeedsWithin(Duration.ofSeconds(10));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void recordAboutAnotherSubjectIsRetriedOnce() {
        try (RawHttpServer recovering = RawHttpServer.start((request, connection) -> {
            connection.write(RawHttpServer.json(200, answer.getAndSet(about("@khaby.lame"))));
        })) {
            answer.set(about("@mallory"));

            assertThat(fixture.find(LookupSettings.to(recovering.uri()).retries(1, 1)))
                    .succeedsWithin(Duration.ofSeconds(10));
            assertThat(recovering.requests()).hasSize(2);
        }
    }
}
