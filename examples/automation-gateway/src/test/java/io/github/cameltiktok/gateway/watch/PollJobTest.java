package io.github.cameltiktok.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.gateway.SettableClock;
import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.lookup.LookupFixture;
import io.github.cameltiktok.sandbox.SandboxExtension;
import io.github.cameltiktok.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PollJobTest {

    private static final SettableClock CLOCK = new SettableClock(Instant.parse("2026-06-01T00:00:00Z"));
    private static final Duration HOUR = Duration.ofHours(1);

    /** The longest delay of a poll after its due time. */
    private static final Duration DELAY = Duration.ofMinutes(6);

    private static final String GROWING = "{\"subject\":\"@growing.fast\",\"every\":\"1h\"";

    @RegisterExtension
    static final SandboxExtension SANDBOX =
            new SandboxExtension(SandboxOptions.defaults().withClock(CLOCK));

    @TempDir
    static Path lookupFolder;

    private static LookupFixture lookups;

    @TempDir
    Path folder;

    private WatchFixture gateway;
    private Caller team;

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
        team = gateway.caller("team", null);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void changeHasValuesBeforeAndAfterAndGrowthPerHour() {
        String id = gateway.watch(team, GROWING + ",\"label\":\"Launch\",\"requestSource\":\"ZAPIER\"}")
                .path("id")
                .asText();
        gateway.poll();
        assertThat(gateway.events(team)).isEmpty();

        gateway.pollAfter(HOUR.plus(DELAY));

        JsonNode event = gateway.events(team).get(0);
        JsonNode followers = change(event, "stats.followers");
        long grown = HOUR.plus(DELAY).toSeconds();
        assertThat(event.path("type").asText()).isEqualTo("user.changed");
        assertThat(event.path("sequence").asInt()).isEqualTo(1);
        assertThat(event.path("watchId").asText()).isEqualTo(id);
        assertThat(event.path("label").asText()).isEqualTo("Launch");
        assertThat(event.path("requestSource").asText()).isEqualTo("ZAPIER");
        assertThat(event.path("sample").asBoolean(true)).isFalse();
        assertThat(followers.path("delta").asLong()).isEqualTo(grown);
        assertThat(followers.path("after").asLong() - followers.path("before").asLong())
                .isEqualTo(grown);
        assertThat(followers.path("perHour").asDouble()).isEqualTo(3600.0);
        assertThat(event.at("/user/stats/followers").asLong())
                .isEqualTo(followers.path("after").asLong());
        assertThat(event.path("summary").asText())
                .startsWith("@growing.fast: followers ")
                .contains("(3,600 an hour)");
        assertThat(event.at("/subject/url").asText()).isEqualTo("https://www.tiktok.com/@growing.fast");
        assertThat(gateway.count("delivery", "endpoint_id = 'direct:gateway-event'"))
                .isEqualTo(1);
    }

    @Test
    void eventAndDeliveryAreWrittenTogether() {
        gateway.watch(team, GROWING + ",\"callbackUrl\":\"https://hooks.example.com/a\"}");
        gateway.poll();
        gateway.pollAfter(HOUR.plus(DELAY));

        assertThat(gateway.count("event", "1 = 1")).isEqualTo(1);
        assertThat(gateway.count("delivery", "state = 'pending' AND endpoint_id LIKE 'end_%'"))
                .isEqualTo(1);
        assertThat(gateway.wakeUps).hasValue(1);
    }

    @Test
    void smallGrowthIsNoEventUntilItAddsUp() {
        gateway.watch(team, GROWING + ",\"watch\":\"stats.followers\",\"minGrowth\":\"10000\"}");
        gateway.poll();
        gateway.pollAfter(HOUR.plus(DELAY));
        gateway.pollAfter(HOUR);
        assertThat(gateway.events(team)).isEmpty();

        gateway.pollAfter(HOUR);

        assertThat(change(gateway.events(team).get(0), "stats.followers")
                        .path("delta")
                        .asLong())
                .isEqualTo(HOUR.multipliedBy(3).plus(DELAY).toSeconds());
    }

    @Test
    void firstIsAnEventIfAsked() {
        gateway.watch(team, GROWING + ",\"firstPoll\":\"emit\"}");
        gateway.poll();

        assertThat(types(team)).containsExactly("user.first");
        assertThat(gateway.events(team).get(0).path("summary").asText())
                .startsWith("@growing.fast: first seen, followers ");
    }

    @Test
    void hundredWatchesOfOneCreatorShareTwentyFourCallsADay() {
        for (int i = 0; i < 100; i++) {
            gateway.watch(team, GROWING + ",\"label\":\"Flow " + i + "\"}");
        }
        for (int minute = 0; minute < Duration.ofDays(1).toMinutes(); minute += 5) {
            gateway.poll();
            CLOCK.advance(Duration.ofMinutes(5));
        }

        assertThat(SANDBOX.get().calls("apidirect")).isEqualTo(24);
        assertThat(gateway.count("event", "type = 'user.changed'")).isEqualTo(2_300);
        assertThat(gateway.count("watch", "last_sequence = 23")).isEqualTo(100);
    }

    @Test
    void watchesWithDifferentCadencesSharePolls() {
        gateway.watch(team, GROWING + "}");
        gateway.watch(team, GROWING.replace("1h", "6h") + ",\"label\":\"slow\"}");
        for (int minute = 0; minute < Duration.ofDays(1).toMinutes(); minute += 5) {
            gateway.poll();
            CLOCK.advance(Duration.ofMinutes(5));
        }

        assertThat(SANDBOX.get().calls("apidirect")).isEqualTo(24);
        assertThat(gateway.events(team))
                .filteredOn(event -> event.path("label").asText().equals("slow"))
                .hasSize(3);
        assertThat(gateway.events(team))
                .filteredOn(event -> event.path("label").asText().isEmpty())
                .hasSize(23);
    }

    @Test
    void watchThatIsCreatedLaterJoinsThePollsOfTheSubject() {
        gateway.watch(team, GROWING + "}");
        gateway.poll();
        CLOCK.advance(Duration.ofMinutes(40));
        gateway.watch(team, GROWING + "}");
        gateway.poll();
        assertThat(SANDBOX.get().calls("apidirect")).isEqualTo(2);

        // The first watch is due, the second one takes part in the poll after that.
        gateway.pollAfter(Duration.ofMinutes(27));
        gateway.pollAfter(HOUR);

        assertThat(SANDBOX.get().calls("apidirect")).isEqualTo(4);
        assertThat(gateway.count("watch", "last_sequence = 1")).isEqualTo(1);
        assertThat(gateway.count("watch", "last_sequence = 2")).isEqualTo(1);
    }

    @Test
    void deletedWatchIsNoLongerPolled() {
        String id = gateway.watch(team, GROWING + "}").path("id").asText();
        gateway.poll();
        gateway.call("deleteWatch", team, Map.of("watchId", id), null);
        gateway.pollAfter(HOUR.multipliedBy(3));

        assertThat(SANDBOX.get().calls("apidirect")).isEqualTo(1);
        assertThat(gateway.count("subject", "1 = 1")).isZero();
    }

    @Test
    void deadCallbackStopsCosting() {
        String body = GROWING + ",\"callbackUrl\":\"https://hooks.example.com/a\"}";
        String id = gateway.watch(team, body).path("id").asText();
        gateway.poll();
        gateway.pollAfter(HOUR.plus(DELAY));
        gateway.sql("UPDATE webhook_endpoint SET state = 'gone' WHERE id LIKE 'end_%'");
        gateway.disable();
        gateway.disable();
        gateway.pollAfter(HOUR.multipliedBy(5));

        assertThat(SANDBOX.get().calls("apidirect")).isEqualTo(2);
        assertThat(types(team)).containsExactly("user.changed", "watch.disabled");
        JsonNode event = gateway.events(team).get(1);
        assertThat(event.path("summary").asText()).isEqualTo("Watch disabled: hooks.example.com answered 410");
        assertThat(event.path("user")).isEqualTo(gateway.events(team).get(0).path("user"));
        // The operator's route gets both, the callback only the first.
        assertThat(gateway.count("delivery", "endpoint_id = 'direct:gateway-event'"))
                .isEqualTo(2);
        assertThat(gateway.count("delivery", "endpoint_id LIKE 'end_%'")).isEqualTo(1);
        assertThat(state(id)).isEqualTo("gone");
    }

    @Test
    void callbackThatFailedForDaysStopsCostingAtOnce() {
        String body = GROWING + ",\"callbackUrl\":\"https://hooks.example.com/a\"}";
        String id = gateway.watch(team, body).path("id").asText();
        gateway.poll();
        gateway.sql("UPDATE webhook_endpoint SET state = 'disabled' WHERE id LIKE 'end_%'");
        gateway.pollAfter(HOUR.multipliedBy(2));
        gateway.disable();

        assertThat(SANDBOX.get().calls("apidirect")).isEqualTo(1);
        assertThat(gateway.count("subject", "next_poll_at IS NULL")).isEqualTo(1);
        assertThat(gateway.count("watch", "state = 'disabled'")).isEqualTo(1);
        assertThat(state(id)).isEqualTo("disabled");
        assertThat(gateway.events(team).get(0).path("summary").asText())
                .isEqualTo("Watch disabled: hooks.example.com failed for days");
    }

    @Test
    void callerWithoutALiveKeyCostsNothingUntilItGetsOne() {
        gateway.watch(team, GROWING + "}");
        gateway.poll();
        gateway.sql("UPDATE api_key SET revoked_at = 1 WHERE caller = 'team'");
        gateway.pollAfter(HOUR.multipliedBy(5));
        gateway.pollAfter(HOUR);
        assertThat(SANDBOX.get().calls("apidirect")).isEqualTo(1);

        gateway.caller("team", null);
        gateway.poll();
        assertThat(SANDBOX.get().calls("apidirect")).isEqualTo(2);
        assertThat(types(team)).containsExactly("user.changed");
    }

    @Test
    void newCallbackActivatesADisabledWatch() {
        String body = GROWING + ",\"callbackUrl\":\"https://hooks.example.com/a\"}";
        String id = gateway.watch(team, body).path("id").asText();
        gateway.poll();
        gateway.sql("UPDATE webhook_endpoint SET state = 'gone' WHERE id LIKE 'end_%'");
        gateway.disable();

        JsonNode changed = LookupFixture.json(gateway.call(
                "changeWatch", team, Map.of("watchId", id), "{\"callbackUrl\":\"https://hooks.example.com/b\"}"));
        gateway.pollAfter(HOUR.plus(DELAY));

        assertThat(changed.path("state").asText()).isEqualTo("active");
        assertThat(changed.path("secret").asText()).startsWith("whsec_");
        assertThat(types(team)).containsExactly("watch.disabled", "user.changed");
    }

    private String state(String id) {
        return LookupFixture.json(gateway.call("getWatch", team, Map.of("watchId", id), null))
                .path("state")
                .asText();
    }

    private static JsonNode change(JsonNode event, String field) {
        for (JsonNode change : event.path("changes")) {
            if (change.path("field").asText().equals(field)) {
                return change;
            }
        }
        throw new AssertionError("no change of " + field + " in " + event);
    }

    private List<String> types(Caller caller) {
        return gateway.events(caller).stream()
                .map(event -> event.path("type").asText())
                .toList();
    }
}
