package io.github.cameltiktok;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.spi.Metadata;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.apache.camel.util.SensitiveUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Component metadata, as catalogs, IDEs and forms read it. */
final class MetadataTest {

    private static final String JSON = "io/github/cameltiktok/tiktok.json";

    private final DefaultCamelCatalog catalog = new DefaultCamelCatalog();
    private ComponentModel model;

    @BeforeEach
    void loadModel() throws IOException {
        model = JsonMapper.generateComponentModel(resource("META-INF/" + JSON));
    }

    @Test
    void metadataIsFoundByCamelAndByCatalogs() throws IOException {
        assertThat(resource(JSON)).isEqualTo(resource("META-INF/" + JSON)).contains("\"scheme\": \"tiktok\"");
        assertThat(catalog.componentJSonSchema("tiktok")).isEqualToIgnoringNewLines(resource(JSON));
    }

    @Test
    void catalogKeepsComponentsOfCamel() {
        assertThat(catalog.findComponentNames()).hasSizeGreaterThan(300).contains("timer");
    }

    @Test
    void metadataHasProjectVersion() throws Exception {
        Properties properties = new Properties();
        try (InputStream stream = stream("META-INF/services/org/apache/camel/component.properties")) {
            properties.load(stream);
        }
        String version = XPathFactory.newInstance()
                .newXPath()
                .evaluate(
                        "/project/parent/version",
                        DocumentBuilderFactory.newInstance()
                                .newDocumentBuilder()
                                .parse(Path.of(System.getProperty("basedir", ""), "pom.xml")
                                        .toFile()));

        assertThat(version).isNotBlank();
        assertThat(properties)
                .containsEntry("version", version)
                .containsEntry("components", "tiktok")
                .containsEntry("groupId", "io.github.cameltiktok")
                .containsEntry("artifactId", "camel-tiktok-component");
        assertThat(model.getVersion()).isEqualTo(version);
    }

    @Test
    void componentIsAsynchronousAndLabelledSocial() {
        assertThat(model.isAsync()).isTrue();
        assertThat(model.getLabel()).contains("social");
        assertThat(model.isLenientProperties()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tiktok:video",
                "tiktok:video?provider=apidirect&url=https://www.tiktok.com/@tiktok/video/7516594811734854943",
                "tiktok:video?videoId=7516594811734854943&outputFormat=json&deadline=10s",
                "tiktok:user?handle=khaby.lame&apiKey={{key}}&requestSource=MAKE_DOT_COM&maxResponseSize=100000",
                "tiktok:user?proxyHost=localhost&proxyPort=3128&sslContextParameters=#tls&allowInsecure=true",
            })
    void catalogAcceptsValidEndpoints(String uri) {
        EndpointValidationResult result = catalog.validateEndpointProperties(uri);

        assertThat(result.isSuccess()).as(result.summaryErrorMessage(false)).isTrue();
    }

    @Test
    void catalogRejectsInvalidEndpoints() {
        assertThat(validated("tiktok:video?outputFormat=xml").getInvalidEnum()).containsEntry("outputFormat", "xml");
        assertThat(validated("tiktok:video?maxResponseSize=abc").getInvalidInteger())
                .containsEntry("maxResponseSize", "abc");
        assertThat(validated("tiktok:video?deadline=abc").getInvalidDuration()).containsEntry("deadline", "abc");
        assertThat(validated("tiktok:video?allowInsecure=maybe").getInvalidBoolean())
                .containsEntry("allowInsecure", "maybe");
        assertThat(validated("tiktok:channel").getInvalidEnum()).containsEntry("resource", "channel");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camel.component.tiktok.provider=apidirect,dumplingai",
                "camel.component.tiktok.apidirect.api-key={{env:APIDIRECT_API_KEY}}",
                "camel.component.tiktok.output-format=json",
                "camel.component.tiktok.maxRetries=1",
                "camel.component.tiktok.cache-ttl=1h",
            })
    void catalogAcceptsValidProperties(String line) {
        assertThat(catalog.validateConfigurationProperty(line).isSuccess()).isTrue();
    }

    @Test
    void catalogRejectsInvalidProperties() {
        assertThat(catalog.validateConfigurationProperty("camel.component.tiktok.frobnicate=1")
                        .getUnknown())
                .containsExactly("camel.component.tiktok.frobnicate");
        assertThat(catalog.validateConfigurationProperty("camel.component.tiktok.output-format=xml")
                        .getInvalidEnum())
                .containsEntry("camel.component.tiktok.output-format", "xml");
        assertThat(catalog.validateConfigurationProperty("camel.component.tiktok.max-retries=abc")
                        .getInvalidInteger())
                .containsEntry("camel.component.tiktok.max-retries", "abc");
    }

    @Test
    void catalogSuggestsMisspelledOption() {
        catalog.setSuggestionStrategy((names, unknown) ->
                names.stream().filter(name -> name.equalsIgnoreCase(unknown)).toArray(String[]::new));

        EndpointValidationResult result = catalog.validateEndpointProperties("tiktok:video?videoID=1");

        assertThat(result.getUnknown()).containsExactly("videoID");
        assertThat(result.getUnknownSuggestions())
                .hasEntrySatisfying("videoID", names -> assertThat(names).containsExactly("videoId"));
    }

    @Test
    void everyOptionAndHeaderHasDescription() {
        assertThat(all()).hasSizeGreaterThan(40).allSatisfy(option -> assertThat(option.getDescription())
                .as(option.getName())
                .hasSizeGreaterThan(15)
                // The generator drops an @ and leaves these remains.
                .doesNotContain("without .", "without (", "  "));
    }

    @Test
    void optionsMaskedByNameAreSecretOptions() {
        assertThat(options()).allSatisfy(option -> assertThat(option.isSecret())
                .as(option.getName())
                .isEqualTo(SensitiveUtils.containsSensitive(option.getName())));
        assertThat(options().filter(BaseOptionModel::isSecret))
                .extracting(BaseOptionModel::getName)
                .containsOnly("apiKey");
    }

    @Test
    void optionNamesDoNotContainUserOrToken() {
        assertThat(options().map(option -> option.getName().toLowerCase()))
                .noneMatch(name -> name.contains("user") || name.contains("token"));
    }

    @Test
    void providerApiKeyIsSecret() throws ReflectiveOperationException {
        Metadata metadata =
                TikTokProviderConfiguration.class.getDeclaredField("apiKey").getAnnotation(Metadata.class);

        assertThat(metadata.secret()).isTrue();
        assertThat(SensitiveUtils.containsSensitive("apiKey")).isTrue();
    }

    @Test
    void everyHeaderIsDocumentedAndPrefixed() throws IllegalAccessException {
        List<Field> constants = Arrays.stream(TikTokHeaders.class.getFields()).toList();

        assertThat(constants).isNotEmpty().allSatisfy(constant -> {
            Metadata metadata = constant.getAnnotation(Metadata.class);
            assertThat(metadata).as(constant.getName()).isNotNull();
            assertThat(metadata.description()).as(constant.getName()).isNotBlank();
            assertThat(metadata.javaType())
                    .as(constant.getName())
                    .isIn(
                            "String",
                            "java.lang.CharSequence",
                            "Integer",
                            "Long",
                            "Boolean",
                            "java.util.List",
                            "java.util.Map");
            assertThat((String) constant.get(null)).matches("CamelTikTok[A-Z][A-Za-z]+");
        });
        assertThat(model.getEndpointHeaders())
                .extracting(BaseOptionModel::getName)
                .containsExactlyElementsOf(
                        constants.stream().map(MetadataTest::value).toList());
    }

    private EndpointValidationResult validated(String uri) {
        EndpointValidationResult result = catalog.validateEndpointProperties(uri);
        assertThat(result.isSuccess()).as(uri).isFalse();
        return result;
    }

    private Stream<BaseOptionModel> options() {
        return Stream.concat(model.getComponentOptions().stream(), model.getEndpointOptions().stream());
    }

    private Stream<BaseOptionModel> all() {
        return Stream.concat(options(), model.getEndpointHeaders().stream());
    }

    private static String value(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = stream(name)) {
            return new String(stream.readAllBytes(), UTF_8);
        }
    }

    private static InputStream stream(String name) {
        InputStream stream = TikTokComponent.class.getClassLoader().getResourceAsStream(name);
        assertThat(stream).as(name).isNotNull();
        return stream;
    }
}
