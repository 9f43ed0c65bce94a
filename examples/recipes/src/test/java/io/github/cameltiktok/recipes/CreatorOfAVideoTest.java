package io.github.cameltiktok.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class CreatorOfAVideoTest {

    private static final Recipe RECIPE = new Recipe("creator-of-a-video");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    @Test
    void bothRecordsAreWritten() throws Exception {
        try (RecipeRun run = new RecipeRun(RECIPE, sandbox.get()).start()) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(run.printed())
                    .containsExactly("video and creator in 7516594811734854943.json"));
            RECIPE.printsOnItsPage(run.printed());
            JsonNode written = new ObjectMapper()
                    .readTree(Path.of("7516594811734854943.json").toFile());
            assertThat(written.at("/video/author/handle").asText()).isEqualTo("tiktok");
            assertThat(written.at("/creator/handle").asText()).isEqualTo("tiktok");
            assertThat(written.at("/creator/stats/followers").asLong()).isPositive();
            assertThat(sandbox.get().calls("apidirect")).isEqualTo(2);
        }
    }

    @Test
    void videoWithoutCreatorNeedsNoSecondCall() throws Exception {
        try (RecipeRun run = new RecipeRun(RECIPE, sandbox.get())
                .with("link", "7000000000000000011")
                .start()) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(run.printed())
                    .containsExactly("video 7000000000000000011 names no creator"));
            assertThat(sandbox.get().calls("apidirect")).isOne();
        }
    }
}
