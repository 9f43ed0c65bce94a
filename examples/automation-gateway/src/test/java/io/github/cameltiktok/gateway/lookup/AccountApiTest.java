package io.github.cameltiktok.gateway.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.gateway.access.Limits;
import io.github.cameltiktok.gateway.api.Call;
import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.api.Reply;
import io.github.cameltiktok.model.TikTokResource;
import io.github.cameltiktok.sandbox.SandboxExtension;
import io.github.cameltiktok.watch.WatchedFields;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccountApiTest {

    private static final Caller CALLER = LookupFixture.caller(100);

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    @TempDir
    static Path folder;

    private static LookupFixture fixture;
    private static AccountApi api;

    @BeforeAll
    static void start() {
        Clock clock = Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC);
        fixture = LookupFixture.at(sandbox.get(), folder).clock(clock).start();
        api = new AccountApi(fixture.database, new Limits(clock, 1), fixture.budgets, fixture.providers, clock);
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void callerSeesWhatIsLeft() {
        fixture.find(new Lookups.Request(TikTokResource.USER, "@some.cook", null, false, null, CALLER));

        assertThat(call("getMe", Map.of()))
                .isEqualTo(LookupFixture.json("{\"name\":\"team\",\"keyId\":\"0123456789abcdef\","
                        + "\"scopes\":[\"lookup\",\"watch\"],\"requestSource\":\"KEY_DEFAULT\","
                        + "\"rate\":{\"limit\":120,\"remaining\":120},"
                        + "\"budget\":{\"used\":1,\"limit\":100,\"remaining\":99,\"resetsAt\":\"2026-12-01T00:00:00Z\"},"
                        + "\"watches\":{\"limit\":100,\"used\":0}}"));
    }

    @Test
    void providersHavePrices() {
        assertThat(call("listProviders", Map.of()))
                .isEqualTo(LookupFixture.json("[{\"name\":\"apidirect\",\"title\":\"API Direct\",\"configured\":true,"
                        + "\"videoPrice\":\"0.006 USD\",\"userPrice\":\"0.006 USD\"},"
                        + "{\"name\":\"dumplingai\",\"title\":\"Dumpling AI\",\"configured\":true,"
                        + "\"videoPrice\":\"10 credit\",\"userPrice\":\"10 credit\"},"
                        + "{\"name\":\"peekalink\",\"title\":\"Peekalink\",\"configured\":true}]"));
    }

    @ParameterizedTest
    @EnumSource(TikTokResource.class)
    void fieldsAreThoseOfTheRecord(TikTokResource kind) {
        JsonNode fields = call("listFields", Map.of("kind", kind.uriName()));

        assertThat(StreamSupport.stream(fields.spliterator(), false)
                        .filter(field -> field.get("watchable").asBoolean())
                        .map(field -> field.get("name").asText()))
                .containsAll(WatchedFields.byDefault(kind.recordType()).names());
        assertThat(fields).allSatisfy(field -> {
            assertThat(field.get("type").asText()).isIn("text", "number", "flag", "time", "list");
            assertThat(field.get("description").asText()).endsWith(".");
        });
    }

    @Test
    void listsForFormsHaveOnlyWhatCanBeChosen() {
        JsonNode watchable = call("listFields", Map.of("kind", "video", "watchable", "true"));

        assertThat(watchable).isNotEmpty().allMatch(field -> field.get("watchable")
                .asBoolean());
        assertThat(call("listFields", Map.of("kind", "video")))
                .anyMatch(field -> !field.get("watchable").asBoolean());
        assertThat(call("listProviders", Map.of("configured", "true"))).hasSize(3);
    }

    @Test
    void fieldsHaveTypes() {
        Map<String, String> types = StreamSupport.stream(
                        call("listFields", Map.of("kind", "video")).spliterator(), false)
                .collect(Collectors.toMap(field -> field.get("name").asText(), field -> field.get("type")
                        .asText()));

        assertThat(types)
                .containsEntry("stats.plays", "number")
                .containsEntry("author.verified", "flag")
                .containsEntry("publishedAt", "time")
                .containsEntry("hashtags", "list")
                .containsEntry("source.provider", "text")
                .containsEntry("kind", "text")
                .doesNotContainKey("stats");
    }

    @Test
    void cadencesHaveThePriceOfTheirProvider() {
        JsonNode cadences = call("listCadences", Map.of("kind", "video"));

        // The caller's least cadence is 1 h.
        assertThat(cadences.findValuesAsText("every"))
                .containsExactly("PT1H", "PT3H", "PT6H", "PT12H", "PT24H", "PT168H");
        assertThat(cadences.get(2))
                .isEqualTo(LookupFixture.json("{\"every\":\"PT6H\","
                        + "\"label\":\"Every 6 hours: 4 calls a day, $0.024 a day (API Direct)\","
                        + "\"callsPerDay\":4,\"pricePerDay\":0.024,\"currency\":\"USD\"}"));
        assertThat(call("listCadences", Map.of("kind", "user", "provider", "dumplingai"))
                        .findValuesAsText("label"))
                .startsWith("Every hour: 24 calls a day, 240 credits a day (Dumpling AI)")
                .contains("Every day: 1 call a day, 10 credits a day (Dumpling AI)")
                .endsWith("Every 7 days: 0.14 calls a day, 1.4286 credits a day (Dumpling AI)");
        assertThat(call("listCadences", Map.of("kind", "user", "provider", "peekalink"))
                        .findValuesAsText("label"))
                .startsWith("Every hour: 24 calls a day (Peekalink)");
    }

    @Test
    void wrongKindOrProviderIsRefused() {
        assertThat(LookupFixture.failure(handle("listFields", Map.of())).type()).isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(LookupFixture.failure(handle("listCadences", Map.of("kind", "video", "provider", "unknown")))
                        .type())
                .isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(sandbox.get().calls()).isEmpty();
    }

    private static JsonNode call(String operation, Map<String, String> query) {
        return LookupFixture.json(LookupFixture.await(handle(operation, query)));
    }

    private static CompletableFuture<Reply> handle(String operation, Map<String, String> query) {
        Call call = LookupFixture.get(CALLER, query, Map.of());
        return api.operations().stream()
                .filter(one -> one.id().equals(operation))
                .findFirst()
                .orElseThrow()
                .handler()
                .handle(call)
                .toCompletableFuture();
    }
}
