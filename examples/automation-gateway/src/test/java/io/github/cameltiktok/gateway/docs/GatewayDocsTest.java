package io.github.cameltiktok.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.gateway.api.OpenApiDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares what is between {@code <!-- gateway: name -->} and {@code <!-- end of name -->} with the code. */
final class GatewayDocsTest {

    private static final Path DOCS = Path.of("..", "..", "docs");
    private static final Pattern PART =
            Pattern.compile("<!-- gateway: ([a-z]+) -->\n.*?<!-- end of \\1 -->", Pattern.DOTALL);
    private static final String UPDATE =
            "mvn -q -pl examples/automation-gateway -am test -Dtest=GatewayDocsTest -Ddocs.update=true"
                    + " -Dsurefire.failIfNoSpecifiedTests=false";

    @ParameterizedTest
    @ValueSource(strings = {"reference/gateway-api.md"})
    void pageHasWhatTheCodeSays(String page) throws IOException {
        Path file = DOCS.resolve(page);
        String text = Files.readString(file);
        List<MatchResult> parts = PART.matcher(text).results().toList();
        assertThat(parts).as("generated parts of %s", page).isNotEmpty();

        String fresh = PART.matcher(text)
                .replaceAll(part -> Matcher.quoteReplacement("<!-- gateway: %s -->\n\n%s\n\n<!-- end of %s -->"
                        .formatted(part.group(1), generate(part.group(1)), part.group(1))));

        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(file, fresh);
        } else {
            assertThat(text)
                    .as("%s is stale; rewrite it with: %s", page, UPDATE)
                    .isEqualTo(fresh);
        }
    }

    private static String generate(String name) {
        ApiReference reference = new ApiReference(OpenApiDocument.load());
        return switch (name) {
            case "overview" -> reference.overview();
            case "operations" -> reference.details();
            case "problems" -> ApiReference.problems();
            default -> throw new IllegalArgumentException("no generator for " + name);
        };
    }
}
