package io.github.cameltiktok.kamelets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A Kubernetes API server accepts the Kamelets. */
final class KameletSchemaTest {

    private static final KameletSchema SCHEMA = new KameletSchema();

    private static final JsonSchema META_SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(SchemaLocation.of(SchemaId.V7));

    static Stream<KameletFile> kamelets() {
        return KameletFile.all();
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void kameletMatchesOfficialDefinition(KameletFile kamelet) {
        assertThat(SCHEMA.errors(kamelet.tree())).isEmpty();
    }

    /** Shows that the test above can fail. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    'spec:\n  definition:'                | 'spec:\n  definitions:'              | definitions
                    'title: API Key'                      | 'titel: API Key'                     | titel
                    'title: API Key'                      | 'title: {a: 1}'                      | title
                    'enum: [json, map, pojo, raw]'        | 'enum: json'                         | enum
                    'description: "API key'           | 'important: true\n        description: "API key' | important
                    'required:\n      - provider'         | 'required: provider'                 | required
                    'type: integer'                       | 'type: integer\n        minimum: 0'   | minimum
                    'type: boolean'                       | 'type: 1'                            | type
                    'x-descriptors:'                      | 'x-descriptor:'                      | x-descriptor
                    'format: "tiktok:application-cloud'   | 'formats: "tiktok:application-cloud' | formats
                    'mediaType: text/plain'               | 'media: text/plain'                  | media
                    'default: text'                       | 'default: 1'                         | default
                    'dependencies:\n    - "camel:core"'   | 'dependencies:\n    - 1'             | dependencies
                    'spec:'                               | 'status: {phase: 1}\nspec:'          | phase
                    'kind: Kamelet'                       | 'kind: 1'                            | kind
                    """)
    void violationIsReported(String valid, String invalid, String where) {
        String text = KameletFile.text("kamelets/tiktok-video-action.kamelet.yaml");
        assertThat(text).contains(valid);

        JsonNode broken = KameletFile.parse(text.replaceFirst(Pattern.quote(valid), Matcher.quoteReplacement(invalid)));

        assertThat(SCHEMA.errors(broken)).isNotEmpty().anyMatch(error -> error.contains(where));
    }

    /** Visual designers create forms from the definition. */
    @ParameterizedTest
    @MethodSource("kamelets")
    void definitionIsJsonSchema(KameletFile kamelet) {
        assertThat(META_SCHEMA.validate(kamelet.definition())).isEmpty();
    }

    @Test
    void rangeOfKubernetesIsNotJsonSchema() {
        JsonNode text = KameletFile.parse("{properties: {maxRetries: {type: integer, minimum: '0'}}}");

        assertThat(META_SCHEMA.validate(text)).isNotEmpty();
    }

    @Test
    void duplicateKeyIsRejected() {
        String text = KameletFile.text("kamelets/tiktok-video-action.kamelet.yaml");

        assertThatThrownBy(
                        () -> KameletFile.parse(text.replace("title: API Key", "title: API Key\n        title: Key")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Duplicate field 'title'");
    }
}
