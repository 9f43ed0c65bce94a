package io.github.cameltiktok.gateway.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.parser.converter.SwaggerConverter;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Reads the definition of the connector with a parser of Swagger 2.0. */
final class PowerAutomateDefinitionTest {

    private static final Path DEFINITION = Path.of("platforms", "power-automate", "apiDefinition.swagger.json");

    @Test
    void parserReadsEachOperationWithoutAMessage() throws IOException {
        SwaggerParseResult result = parse(Files.readString(DEFINITION));

        assertThat(result.getMessages()).isEmpty();
        assertThat(result.getOpenAPI().getPaths().values().stream()
                        .flatMap(path -> path.readOperations().stream())
                        .map(operation -> operation.getOperationId()))
                .contains("FindVideo", "FindCreator", "LookUpMany", "VideoChanged", "CreatorChanged")
                .doesNotHaveDuplicates();
    }

    @Test
    void parserHasAMessageForAWrongDefinition() throws IOException {
        String wrong = Files.readString(DEFINITION).replaceFirst("\"responses\"", "\"answers\"");

        assertThat(parse(wrong).getMessages()).isNotEmpty();
    }

    private static SwaggerParseResult parse(String definition) {
        return new SwaggerConverter().readContents(definition, null, null);
    }
}
