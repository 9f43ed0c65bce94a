package io.github.cameltiktok.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.cameltiktok.gateway.SettableClock;
import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.api.Reply;
import io.github.cameltiktok.gateway.lookup.LookupFixture;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatchApiTest {

    private static final SettableClock CLOCK = new SettableClock(Instant.parse("2026-06-01T12:00:00Z"));
    private static final String HOURLY = "{\"subject\":\"@some.cook\",\"every\":\"1h\"}";
    private static final String CALLBACK =
            "{\"subject\":\"@some.cook\",\"every\":\"PT1H\",\"callbackUrl\":\"https://hooks.example.com/secret-path\"}";

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @TempDir
    static Path lookupFolder;

    private static LookupFixture lookups;

    @TempDir
    Path folder;

    private WatchFixture gateway;

    @BeforeAll
    static void startLookups() {
        lookups = LookupFixture.at(SANDBOX.get(), lookupFolder).clock(CLOCK).start();
    }

    @AfterAll
    static void stopLookups() {
        lookups.close();
    }

    @BeforeEach
    void start() {
        gateway = WatchFixture.sqlite(lookups, CLOCK, folder);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void newWatchHasLocationSecretAndEstimate() {
        Reply reply = gateway.call("createWatch", gateway.caller("team", 100), Map.of(), CALLBACK);
        JsonNode watch = LookupFixture.json(reply);

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.headers())
                .containsEntry(
                        "Location",
                        "https://gateway.example/v1/watches/" + watch.path("id").asText());
        assertThat(watch.path("id").asText()).startsWith("wat_");
        assertThat(watch.path("secret").asText()).startsWith("whsec_");
        assertThat(watch.path("callbackHost").asText()).isEqualTo("hooks.example.com");
        assertThat(watch.path("every").asText()).isEqualTo("PT1H");
        assertThat(watch.path("state").asText()).isEqualTo("active");
        assertThat(watch.path("estimate"))
                .isEqualTo(LookupFixture.json(
                        "{\"callsPerDay\":24,\"pricePerDay\":0.144,\"currency\":\"USD\",\"sharedWith\":0}"));
        assertThat(watch.toString()).doesNotContain("secret-path");
    }

    @Test
    void secretAndCallbackUrlAreNotShownAgain() {
        Caller team = gateway.caller("team", 100);
        JsonNode created = gateway.watch(team, CALLBACK);
        String one = text(gateway.call("getWatch", team, path(created), null));
        String list = text(gateway.call("listWatches", team, Map.of(), null));

        assertThat(one + list).doesNotContain("whsec_").doesNotContain("secret-path");
        assertThat(one).contains("\"callbackHost\":\"hooks.example.com\"");
    }

    @Test
    void sharedSubjectCostsOnce() {
        Caller team = gateway.caller("team", 24);
        gateway.watch(team, HOURLY);
        JsonNode same = gateway.watch(team, HOURLY);
        JsonNode slower = gateway.watch(team, HOURLY.replace("1h", "6h"));

        assertThat(same.at("/estimate/callsPerDay").asInt(-1)).isZero();
        assertThat(same.at("/estimate/sharedWith").asInt()).isEqualTo(1);
        assertThat(slower.at("/estimate/callsPerDay").asInt(-1)).isZero();
        assertThat(slower.at("/estimate/sharedWith").asInt()).isEqualTo(2);
    }

    @Test
    void watchBeyondTheBudgetIsTooExpensive() {
        Caller team = gateway.caller("team", 30);
        gateway.watch(team, HOURLY);

        ProblemException problem = gateway.problem("createWatch", team, Map.of(), HOURLY.replace("some", "other"));

        assertThat(problem.type()).isEqualTo(ProblemType.TOO_EXPENSIVE);
        assertThat(problem.getMessage())
                .isEqualTo("The watch takes 24 calls a day (0.144 USD), but the key has 6 of 30 calls a day left after"
                        + " its other watches. Choose a longer time, or delete a watch.");
        assertThat(problem.members().get("estimate").path("callsPerDay").asInt())
                .isEqualTo(24);
        gateway.watch(team, HOURLY.replace("some", "other").replace("1h", "4h"));
        assertThat(gateway.count("watch", "1 = 1")).isEqualTo(2);
        assertThat(gateway.count("subject", "1 = 1")).isEqualTo(2);
    }

    @Test
    void watchBelowTheLeastCadenceIsTooExpensive() {
        Caller team = gateway.caller("team", null);

        ProblemException problem = gateway.problem("createWatch", team, Map.of(), HOURLY.replace("1h", "30m"));

        assertThat(problem.type()).isEqualTo(ProblemType.TOO_EXPENSIVE);
        assertThat(problem.getMessage())
                .isEqualTo("every must be at least PT1H for this key, but is PT30M, which takes 48 calls a day"
                        + " (0.288 USD).");
        assertThat(problem.errors()).singleElement().extracting("pointer").isEqualTo("/every");
    }

    @Test
    void maximumOfWatchesIsNamed() {
        Caller team = gateway.caller("team", null, 1);
        gateway.watch(team, HOURLY);

        ProblemException problem = gateway.problem("createWatch", team, Map.of(), HOURLY);

        assertThat(problem.type()).isEqualTo(ProblemType.TOO_EXPENSIVE);
        assertThat(problem.getMessage()).startsWith("The key has 1 of at most 1 watches.");
    }

    @Test
    void changeOfCadenceIsCheckedLikeANewWatch() {
        Caller team = gateway.caller("team", 30);
        JsonNode watch = gateway.watch(team, HOURLY.replace("1h", "6h"));

        assertThat(gateway.problem("changeWatch", team, path(watch), "{\"every\":\"10m\"}")
                        .type())
                .isEqualTo(ProblemType.TOO_EXPENSIVE);
        JsonNode changed = change(team, watch, "{\"every\":\"1h\"}");

        assertThat(changed.path("every").asText()).isEqualTo("PT1H");
        assertThat(changed.at("/estimate/callsPerDay").asInt()).isEqualTo(24);
    }

    @Test
    void changeKeepsWhatIsNotSent() {
        Caller team = gateway.caller("team", 100);
        JsonNode watch = gateway.watch(
                team,
                "{\"subject\":\"@some.cook\",\"every\":\"1h\",\"label\":\"A\",\"watch\":\"stats\",\"minGrowth\":\"5%\"}");
        JsonNode changed = change(team, watch, "{\"label\":\"B\",\"events\":[\"changed\"]}");

        assertThat(changed.path("label").asText()).isEqualTo("B");
        assertThat(changed.path("events")).hasSize(1);
        assertThat(changed.path("watch")).isEqualTo(watch.path("watch"));
        assertThat(changed.path("minGrowth").asText()).isEqualTo("5%");
        assertThat(change(team, watch, "{\"minGrowth\":\"\",\"label\":\"\"}").has("minGrowth"))
                .isFalse();
    }

    @Test
    void minGrowthOfAFieldThatIsNoLongerWatchedIsRefused() {
        Caller team = gateway.caller("team", 100);
        JsonNode watch = gateway.watch(team, "{\"subject\":\"@some.cook\",\"minGrowth\":\"stats.likes:5%\"}");

        ProblemException problem = gateway.problem("changeWatch", team, path(watch), "{\"watch\":\"bio\"}");

        assertThat(problem.errors()).singleElement().extracting("pointer").isEqualTo("/minGrowth");
    }

    @Test
    void rotatedSecretIsReturnedOnceAndTheOldOneIsKept() {
        Caller team = gateway.caller("team", 100);
        JsonNode watch = gateway.watch(team, CALLBACK);
        JsonNode changed = change(team, watch, "{\"rotateSecret\":true}");

        assertThat(changed.path("secret").asText())
                .startsWith("whsec_")
                .isNotEqualTo(watch.path("secret").asText());
        assertThat(gateway.count(
                        "webhook_endpoint",
                        "previous_secret IS NOT NULL AND previous_secret_until = "
                                + CLOCK.instant().plusSeconds(86_400).toEpochMilli()))
                .isEqualTo(1);
    }

    @Test
    void secretOfAWatchWithoutCallbackCannotBeRotated() {
        Caller team = gateway.caller("team", 100);
        JsonNode watch = gateway.watch(team, HOURLY);

        assertThat(gateway.problem("changeWatch", team, path(watch), "{\"rotateSecret\":true}")
                        .errors())
                .singleElement()
                .extracting("pointer")
                .isEqualTo("/rotateSecret");
    }

    @Test
    void deletedWatchIsGoneTwiceAndItsDeliveriesAreCancelled() {
        Caller team = gateway.caller("team", 100);
        JsonNode watch = gateway.watch(team, CALLBACK);
        gateway.call("testWatch", team, path(watch), null);

        assertThat(gateway.call("deleteWatch", team, path(watch), null).status())
                .isEqualTo(204);
        assertThat(gateway.call("deleteWatch", team, path(watch), null).status())
                .isEqualTo(204);
        assertThat(gateway.count("delivery", "state = 'cancelled' AND endpoint_id LIKE 'end_%'"))
                .isEqualTo(1);
        assertThat(gateway.problem("getWatch", team, path(watch), null).type()).isEqualTo(ProblemType.NOT_FOUND);
        // Its events are kept.
        assertThat(LookupFixture.json(gateway.call("listWatchEvents", team, path(watch), null))
                        .path("items"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"getWatch", "changeWatch", "testWatch", "listWatchEvents"})
    void watchOfAnotherCallerIsNotFound(String operation) {
        JsonNode watch = gateway.watch(gateway.caller("team", 100), CALLBACK);
        Caller other = gateway.caller("other", 100);

        assertThat(gateway.problem(operation, other, path(watch), "{\"label\":\"x\"}")
                        .type())
                .isEqualTo(ProblemType.NOT_FOUND);
    }

    @Test
    void callersDoNotSeeEachOther() {
        Caller team = gateway.caller("team", 100);
        Caller other = gateway.caller("other", 100);
        JsonNode watch = gateway.watch(team, CALLBACK);
        JsonNode own = gateway.watch(other, HOURLY);
        gateway.call("testWatch", team, path(watch), null);

        // The subject is polled once for both, but the estimate does not reveal that.
        assertThat(own.at("/estimate/sharedWith").asInt(-1)).isZero();
        assertThat(own.at("/estimate/callsPerDay").asInt()).isEqualTo(24);
        assertThat(LookupFixture.json(gateway.call("listWatches", other, Map.of(), null))
                        .path("items"))
                .hasSize(1);
        assertThat(LookupFixture.json(gateway.call("listEvents", other, Map.of(), null))
                        .path("items"))
                .isEmpty();
        assertThat(gateway.call("deleteWatch", other, path(watch), null).status())
                .isEqualTo(204);
        assertThat(gateway.count("watch", "caller = 'team'")).isEqualTo(1);
    }

    @Test
    void testSendsASampleWithoutACall() {
        Caller team = gateway.caller("team", 100);
        JsonNode watch = gateway.watch(team, CALLBACK);
        Reply reply = gateway.call("testWatch", team, path(watch), null);
        JsonNode event = gateway.events(team).get(0);

        assertThat(reply.status()).isEqualTo(202);
        assertThat(LookupFixture.json(reply).path("eventId")).isEqualTo(event.path("id"));
        assertThat(event.path("sample").asBoolean()).isTrue();
        assertThat(event.path("type").asText()).isEqualTo("user.changed");
        assertThat(event.path("watchId")).isEqualTo(watch.path("id"));
        assertThat(gateway.count("delivery", "endpoint_id LIKE 'end_%'")).isEqualTo(1);
        assertThat(SANDBOX.get().calls()).isEmpty();
    }

    @Test
    void pagesHoldEachWatchOnce() {
        Caller team = gateway.caller("team", null);
        for (int i = 0; i < 5; i++) {
            gateway.watch(team, HOURLY);
        }
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page =
                    LookupFixture.json(gateway.call("listWatches", team, Map.of("limit", "2", "cursor", cursor), null));
            page.path("items").forEach(watch -> ids.add(watch.path("id").asText()));
            cursor = page.path("next").asText();
        } while (!cursor.isEmpty());

        assertThat(ids).hasSize(5);
        assertThat(new HashSet<>(ids)).hasSize(5);
    }

    @Test
    void watchesSurviveARestart() {
        Caller team = gateway.caller("team", null);
        JsonNode watch = gateway.watch(team, HOURLY);
        gateway.close();
        gateway = WatchFixture.sqlite(lookups, CLOCK, folder);

        assertThat(LookupFixture.json(gateway.call("getWatch", team, path(watch), null)))
                .isEqualTo(watch);
        gateway.poll();
        assertThat(gateway.count("watch", "snapshot IS NOT NULL")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "http://hooks.example.com/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://0177.0.0.1/",
        "https://2130706433/",
        "https://[::1]/",
        "https://user:pw@hooks.example.com/",
        "https://hooks.example.com:8443/",
        "ftp://hooks.example.com/",
        "hooks.example.com",
        "https://",
        "https:///path",
        "javascript:alert(1)",
        "https://hooks.example.com/#x",
        "https://a b/",
        "'https://hooks.example.com/\u0000'",
        "💥",
        "https://%31/"
    })
    void hostileCallbackUrlsAreRefusedAndLeaveNothing(String url) {
        Caller team = gateway.caller("team", null);
        String body = "{\"subject\":\"@some.cook\",\"every\":\"1h\",\"callbackUrl\":" + new TextNode(url) + "}";

        ProblemException problem = gateway.problem("createWatch", team, Map.of(), body);

        assertThat(problem.errors()).singleElement().extracting("pointer").isEqualTo("/callbackUrl");
        assertThat(gateway.count("watch", "1 = 1") + gateway.count("subject", "1 = 1"))
                .isZero();
    }

    @Test
    void samplesAreFreeWithoutASubject() {
        Caller team = gateway.caller("team", null);
        JsonNode video = sample(team, Map.of("kind", "video"));
        JsonNode user = sample(team, Map.of("kind", "user"));

        assertThat(video.path("type").asText()).isEqualTo("video.changed");
        assertThat(video.path("summary").asText())
                .isEqualTo("@some.cook: plays 1,000,000 → 1,250,000 (+25 %, 41,667 an hour)");
        assertThat(video.at("/changes/0").toString())
                .isEqualTo("{\"field\":\"stats.plays\",\"before\":1000000,\"after\":1250000,\"delta\":250000,"
                        + "\"perHour\":41666.67}");
        assertThat(user.path("user").path("stats").path("followers").asInt()).isEqualTo(125_000);
        assertThat(SANDBOX.get().calls()).isEmpty();
    }

    @Test
    void sampleOfASubjectTakesOneCachedCall() {
        Caller team = gateway.caller("team", null);
        JsonNode first = sample(team, Map.of("subject", "@sample.subject"));
        JsonNode second = sample(team, Map.of("kind", "user", "subject", "sample.subject"));

        assertThat(first.path("sample").asBoolean()).isTrue();
        assertThat(first.at("/user/handle").asText()).isEqualTo("sample.subject");
        assertThat(second.path("user")).isEqualTo(first.path("user"));
        assertThat(SANDBOX.get().calls("apidirect")).isEqualTo(1);
    }

    @Test
    void sampleOfAnInvisibleSubjectIsNotVisible() {
        assertThat(gateway.problem("getSamples", gateway.caller("team", null), Map.of("subject", "@not.found"), null)
                        .type())
                .isEqualTo(ProblemType.NOT_VISIBLE);
    }

    private JsonNode sample(Caller caller, Map<String, String> query) {
        JsonNode list = LookupFixture.json(gateway.call("getSamples", caller, query, null));
        assertThat(list).hasSize(1);
        return list.get(0);
    }

    private JsonNode change(Caller caller, JsonNode watch, String body) {
        return LookupFixture.json(gateway.call("changeWatch", caller, path(watch), body));
    }

    private static Map<String, String> path(JsonNode watch) {
        return Map.of("watchId", watch.path("id").asText());
    }

    private static String text(Reply reply) {
        return LookupFixture.json(reply).toString();
    }
}
