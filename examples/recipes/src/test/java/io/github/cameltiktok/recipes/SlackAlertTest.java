package io.github.cameltiktok.recipes;

import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sandbox's webhook is the stand-in for Slack's. */
final class SlackAlertTest {

    private static final Recipe RECIPE = new Recipe("slack-alert");
    private static final String VIDEO = "7311111111111111111";

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private final SteppingClock clock = new SteppingClock("2026-01-12T00:00:00Z");
    private long plays = 1_000_000;

    @BeforeEach
    void withoutAlerts() throws Exception {
        Files.deleteIfExists(Path.of("alerted.txt"));
        Answers.plays(sandbox.get(), VIDEO, plays);
        sandbox.get().clearLog();
    }

    @Test
    void oneAlertForEachTakeOff() throws Exception {
        try (RecipeRun run = start()) {
            run.poll();
            hourWith(9_000, run);
            assertThat(sandbox.get().webhooks()).isEmpty();
            hourWith(43_318, run);
            assertThat(sandbox.get().webhooks()).hasSize(1);
            RECIPE.printsOnItsPage(run.printed());
            RECIPE.printsOnItsPage(sent());
            hourWith(60_000, run);
            hourWith(7_000, run);
            hourWith(20_000, run);
            assertThat(sandbox.get().webhooks()).as("until the video is calm").hasSize(1);
            hourWith(0, run);
            hourWith(15_000, run);
            assertThat(sandbox.get().webhooks()).as("the next take-off").hasSize(2);
        }
    }

    @Test
    void restartSendsNoSecondAlert() throws Exception {
        try (RecipeRun run = start()) {
            run.poll();
            hourWith(50_000, run);
        }
        try (RecipeRun run = start()) {
            run.poll();
            hourWith(50_000, run);
        }

        assertThat(sandbox.get().webhooks()).hasSize(1);
    }

    @Test
    void alertThatSlackRefusesIsSentAfterTheNextPoll() throws Exception {
        try (RecipeRun run = start()) {
            run.poll();
            StubMapping refusal = sandbox.get()
                    .wireMock()
                    .stubFor(post(urlPathEqualTo("/webhook/slack")).willReturn(serverError()));
            hourWith(50_000, run);
            sandbox.get().wireMock().verify(1, postRequestedFor(urlPathEqualTo("/webhook/slack")));
            sandbox.get().wireMock().removeStub(refusal);
            hourWith(50_000, run);
            hourWith(50_000, run);
        }

        assertThat(sandbox.get().webhooks()).hasSize(1);
    }

    @Test
    void captionCannotNotifyTheChannel() throws Exception {
        Answers.change(sandbox.get(), VIDEO, video -> video.put("title", "<!channel> \"fish\" & <https://a.b|chips>"));
        try (RecipeRun run = start()) {
            run.poll();
            hourWith(50_000, run);
        }

        assertThat(sent().get(1)).isEqualTo("&lt;!channel&gt; \"fish\" &amp; &lt;https://a.b|chips&gt;");
    }

    private RecipeRun start() throws Exception {
        return new RecipeRun(RECIPE, sandbox.get())
                .withClock(clock)
                .withVariable("SLACK_WEBHOOK", sandbox.get().webhookUrl() + "/slack")
                .with("videos", VIDEO)
                .start();
    }

    private void hourWith(long morePlays, RecipeRun run) throws Exception {
        plays += morePlays;
        Answers.plays(sandbox.get(), VIDEO, plays);
        clock.advance(Duration.ofHours(1));
        run.poll();
    }

    /** Returns the lines of the first message. */
    private static List<String> sent() throws Exception {
        return new ObjectMapper()
                .readTree(sandbox.get().webhooks().get(0).body())
                .get("text")
                .asText()
                .lines()
                .toList();
    }
}
