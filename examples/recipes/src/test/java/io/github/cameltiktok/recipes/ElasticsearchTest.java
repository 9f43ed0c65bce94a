package io.github.cameltiktok.recipes;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sandbox's server is the stand-in for Elasticsearch: it accepts documents. */
final class ElasticsearchTest {

    private static final Recipe RECIPE = new Recipe("elasticsearch");
    private static final String DOCUMENTS = "/tiktok-videos/_doc/.*";
    private static final String VIDEO = "7311111111111111111";

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private final SteppingClock clock = new SteppingClock("2026-01-12T00:00:00Z");

    @Test
    void eachSnapshotIsADocumentOfItsOwn() throws Exception {
        accept();
        Answers.change(sandbox.get(), VIDEO, video -> video.remove("likes"));
        try (RecipeRun run = start()) {
            run.poll();
            run.poll();
            Answers.plays(sandbox.get(), VIDEO, 1_500);
            clock.advance(Duration.ofHours(1));
            run.poll();
            RECIPE.printsOnItsPage(run.printed());
        }

        assertThat(sent())
                .extracting(request -> request.getUrl().replaceFirst("\\?.*", ""))
                .containsExactly(
                        "/tiktok-videos/_doc/" + VIDEO + "-2026-01-12T00:00:00Z",
                        "/tiktok-videos/_doc/" + VIDEO + "-2026-01-12T01:00:00Z");
        JsonNode document = new ObjectMapper().readTree(sent().get(1).getBodyAsString());
        assertThat(document.at("/stats/plays").asLong()).isEqualTo(1_500);
        assertThat(document.at("/stats/likes").isMissingNode()).isTrue();
        assertThat(document.at("/source/retrievedAt").asText()).isEqualTo("2026-01-12T01:00:00Z");
        assertThat(sent().get(1).getHeader("Authorization")).startsWith("Basic ");
    }

    @Test
    void snapshotThatIsRefusedIsSentAgainByTheNextPoll() throws Exception {
        sandbox.get().wireMock().stubFor(put(urlPathMatching(DOCUMENTS)).willReturn(serverError()));
        try (RecipeRun run = start()) {
            run.poll();
            assertThat(run.printed()).isEmpty();
            accept();
            run.poll();
            assertThat(run.printed()).hasSize(1);
        }
    }

    private RecipeRun start() throws Exception {
        return new RecipeRun(RECIPE, sandbox.get())
                .withClock(clock)
                .withVariable("ELASTIC_PASSWORD", "secret")
                .with(
                        "camel.component.elasticsearch.host-addresses",
                        "127.0.0.1:" + sandbox.get().port())
                .with("videos", VIDEO)
                .start();
    }

    private static void accept() {
        sandbox.get()
                .wireMock()
                .stubFor(put(urlPathMatching(DOCUMENTS))
                        .willReturn(okJson("""
                                {"_index": "tiktok-videos", "_id": "1", "_version": 1, "result": "created",
                                 "_shards": {"total": 1, "successful": 1, "failed": 0}, "_seq_no": 0, "_primary_term": 1}
                                """).withHeader("X-Elastic-Product", "Elasticsearch")));
    }

    private static List<LoggedRequest> sent() {
        return sandbox.get().wireMock().findAll(putRequestedFor(urlPathMatching(DOCUMENTS)));
    }
}
