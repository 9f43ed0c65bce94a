package io.github.cameltiktok.kamelets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The Kamelets follow the rules of the Kamelet catalog. */
final class KameletRulesTest {

    static Stream<KameletFile> kamelets() {
        return KameletFile.all();
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void kameletFollowsCatalogRules(KameletFile kamelet) {
        assertThat(KameletRules.brokenBy(kamelet)).isEmpty();
    }

    @Test
    void titlesAndDescriptionsAreUnique() {
        for (String text : List.of("title", "description")) {
            assertThat(KameletFile.all().map(kamelet -> kamelet.definition().get(text)))
                    .doesNotHaveDuplicates();
        }
    }

    /** Shows that the tests above can fail. */
    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
                    kind: Kamelet                      | kind: Kamlet                      | the kind is Kamelet
                    org/v1                             | org/v1alpha1                      | the version is v1
                    name: tiktok-video-source          | name: tiktok-video                | the file is called by the name of the Kamelet
                    kamelet.type: "source"             | kamelet.type: "spring"            | the type is one of [action, sink, source]
                    kamelet.type: "source"             | kamelet.type: "sink"              | the name ends in the type
                    TikTok Video Source                | TikTok Video                      | the title ends in the type
                    provider: "camel-tiktok"           | provider: ""                      | there is an annotation provider
                    camel.apache.org/kamelet.group:    | group:                            | there is an annotation kamelet.group
                    svg+xml;base64,PHN2                | svg+xml;base64,PHNx               | the icon is an SVG in a data URI
                    'type: object'                     | 'type: string'                    | the definition is an object
                    'description: "Watch'              | 'x: "Watch'                       | the definition has a description
                    'type: string\n        format: p'  | 'format: p'                       | apiKey has a type
                    title: API Key                     | title: API key                    | apiKey has a title of capitalised words
                    title: API Key                     | title: The Key                    | apiKey has a title without an article
                    description: "API key          | x: "The API key                   | apiKey has a description
                    urn:camel:group:credentials        | urn:alm:descriptor:x              | apiKey is a password and a credential, or neither
                    format: password                   | format: text                      | apiKey is a password and a credential, or neither
                    example: 10m                       | x: 10m                            | cacheTtl has an example or a default
                    default: changes                   | default: some                     | emit has one of the listed as default
                    example: ZAPIER                    | example: Zapier                   | requestSource has an example that matches its pattern
                    '- provider'                       | '- provder'                       | each required property is defined
                    '- provider'                       | '- provider\n      - provider'    | each required property is listed once
                    'example: apidirect,dumplingai'    | 'default: apidirect'              | provider has no default
                    title: Delay                       | title: Deadline                   | deadline has a title of its own
                    "{{emit}}"                         | "{{emits}}"                       | the placeholder emits is a property
                    "{{emit}}"                         | "changes"                         | the property emit is used
                    - "camel:kamelet"                  | - "camel:log"                     | camel:kamelet is a dependency
                    'mvn:io'                           | 'jar:io'                          | "jar:io.github.cameltiktok:camel-tiktok-component:0.1.0-SNAPSHOT" is camel:… or mvn:group:artifact:version
                    kamelet:sink                       | log:sink                          | a source ends in kamelet:sink
                    """)
    void brokenRuleIsReported(String valid, String invalid, String rule) {
        String name = "tiktok-video-source";
        String text = KameletFile.text(KameletFile.FOLDER + name + KameletFile.ENDING);
        assertThat(text).contains(valid);

        String broken = text.replaceFirst(Pattern.quote(valid), Matcher.quoteReplacement(invalid));

        assertThat(KameletRules.brokenBy(new KameletFile(name, KameletFile.parse(broken))))
                .contains(rule);
    }
}
