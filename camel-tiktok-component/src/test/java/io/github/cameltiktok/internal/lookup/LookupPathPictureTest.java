package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LookupPathPictureTest {

    private static final Path PICTURE = Path.of("..", "docs", "images", "lookup-path.svg");

    private static final Pattern STEP = Pattern.compile(
            "<g data-step=\"(\\w+)\">.*?class=\"number\"[^>]*>(\\d+)<.*?class=\"name\"[^>]*>(\\w+)<", Pattern.DOTALL);

    @Test
    void pictureHasTheStepsOfALookupInOrder() throws Exception {
        List<MatchResult> drawn =
                STEP.matcher(Files.readString(PICTURE)).results().toList();
        List<String> steps;
        try (EngineFixture fixture = new EngineFixture()) {
            steps = fixture.engine.steps().stream()
                    .map(step -> step.getClass().getSimpleName())
                    .toList();
        }

        assertThat(drawn).extracting(match -> match.group(1)).isEqualTo(steps);
        assertThat(drawn).extracting(match -> match.group(3)).isEqualTo(steps);
        assertThat(drawn)
                .extracting(match -> Integer.valueOf(match.group(2)))
                .isEqualTo(IntStream.rangeClosed(1, steps.size()).boxed().toList());
    }
}
