package io.github.cameltiktok.recipes;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sandbox's server is the stand-in for the automation platform. */
final class WebhookTest {

    private static final Recipe RECIPE = new Recipe("webhook");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOOK = "/hooks/catch";
    private static final String VIDEO = "7311111111111111111";

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private final SteppingClock clock = new SteppingClock("2026-01-12T00:00:00Z");

    @Test
    void changesAreSentWithValues() throws Exception {
        answers(200);
        try (RecipeRun run = start()) {
            Answers.plays(sandbox.get(), VIDEO, 1_000);
            run.poll();
            run.poll();
            assertThat(sent()).as("nothing has changed").hasSize(1);
            Answers.plays(sandbox.get(), VIDEO, 1_500);
            clock.advance(Duration.ofHours(1));
            run.poll();
            RECIPE.printsOnItsPage(run.printed());
            assertThat(JSON.readTree(RECIPE.jsonOnItsPage())).isEqualTo(withoutRecord(sent().get(1)));
        }

        assertThat(sent().get(0).path("event").asText()).isEqualTo("FIRST");
        JsonNode change = sent().get(1);
        assertThat(change.at("/event").asText()).isEqualTo("CHANGED");
        assertThat(change.at("/videoId").asText()).isEqualTo(VIDEO);
        assertThat(change.at("/changed/0").asText()).isEqualTo("stats.plays");
        assertThat(change.path("previous").path("stats.plays").asLong()).isEqualTo(1_000);
        assertThat(change.path("growthPerHour").path("stats.plays").asLong()).isEqualTo(500);
        assertThat(change.at("/video/stats/plays").asLong()).isEqualTo(1_500);
        assertThat(change.path("id").asText())
                .isNotBlank()
                .isNotEqualTo(sent().get(0).path("id").asText());
    }

    @Test
    void errorOfTheServerIsRetriedWithTheSameId() throws Exception {
        answers(503, 502, 429, 200);
        try (RecipeRun run = start()) {
            run.poll();
        }

        assertThat(ids()).hasSize(4).containsOnly(ids().get(0));
    }

    @Test
    void eventOfAHookThatIsGoneIsSentAgainByTheNextPoll() throws Exception {
        answers(410, 200);
        try (RecipeRun run = start()) {
            run.poll();
            assertThat(ids()).as("no retry").hasSize(1);
            run.poll();
            run.poll();
        }

        assertThat(ids()).hasSize(2).containsOnly(ids().get(0));
    }

    private static JsonNode withoutRecord(JsonNode event) {
        return ((ObjectNode) event.deepCopy()).put("video", "…");
    }

    private RecipeRun start() throws Exception {
        return new RecipeRun(RECIPE, sandbox.get())
                .withClock(clock)
                .withVariable("WEBHOOK_URL", "http://127.0.0.1:" + sandbox.get().port() + HOOK + "?token=abc")
                .with("videos", VIDEO)
                .with("retry.delay", "1")
                .start();
    }

    /** Answers with these statuses, one after the other, and from then on with the last. */
    private static void answers(int... statuses) {
        for (int i = 0; i < statuses.length; i++) {
            sandbox.get()
                    .wireMock()
                    .stubFor(post(urlPathEqualTo(HOOK))
                            .inScenario("hook")
                            .whenScenarioStateIs(i == 0 ? "Started" : "call " + i)
                            .willSetStateTo(
                                    i == statuses.length - 1 ? (i == 0 ? "Started" : "call " + i) : "call " + (i + 1))
                            .willReturn(statuses[i] == 200 ? ok() : aResponse().withStatus(statuses[i])));
        }
    }

    private static List<String> ids() {
        return sent().stream().map(body -> body.path("id").asText()).toList();
    }

    private static List<JsonNode> sent() {
        return sandbox.get().wireMock().findAll(postRequestedFor(urlPathEqualTo(HOOK))).stream()
                .map(LoggedRequest::getBodyAsString)
                .map(WebhookTest::parse)
                .toList();
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
