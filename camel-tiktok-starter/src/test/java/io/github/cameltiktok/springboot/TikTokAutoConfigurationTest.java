package io.github.cameltiktok.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltiktok.OutputFormat;
import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.TikTokConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Binding, references, durations and refusals. */
final class TikTokAutoConfigurationTest {

    private static final String PREFIX = "camel.component.tiktok.";

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    CamelAutoConfiguration.class, SslAutoConfiguration.class, TikTokAutoConfiguration.class));

    @Test
    void everyOptionReachesTheComponent() throws IOException {
        Map<String, Object> expected = new LinkedHashMap<>();
        JsonNode options = new ObjectMapper()
                .readTree(getClass().getResourceAsStream("/META-INF/io/github/cameltiktok/tiktok.json"))
                .path("componentProperties");
        options.properties().forEach(option -> {
            JsonNode facts = option.getValue();
            String field = facts.has("configurationField")
                    ? facts.path("configurationField").asText() + '.'
                    : "";
            switch (facts.path("type").asText()) {
                case "boolean" ->
                    expected.put(
                            field + option.getKey(), !facts.path("defaultValue").asBoolean());
                case "duration" -> expected.put(field + option.getKey(), 61_001L);
                case "enum" -> expected.put(field + option.getKey(), OutputFormat.RAW);
                case "integer" ->
                    expected.put(
                            field + option.getKey(),
                            facts.path("javaType").asText().equals("int") ? (Object) 11 : 11L);
                case "string" -> expected.put(field + option.getKey(), "text-" + option.getKey());
                default -> {
                    // References and providers: below, and in tests of their own.
                }
            }
        });
        for (String provider : new String[] {"apidirect", "dumplingai", "peekalink"}) {
            expected.put(provider + ".apiKey", "key-" + provider);
            expected.put(provider + ".baseUrl", "https://" + provider + ".example");
            expected.put(provider + ".maxConcurrentRequests", 12L);
            expected.put(provider + ".maxQueuedRequests", 13L);
            expected.put(provider + ".maxRequestsPerDay", 14L);
            expected.put(provider + ".maxRequestsPerMonth", 15L);
            expected.put(provider + ".videoPrice", "16 credit");
            expected.put(provider + ".userPrice", "17 credit");
        }
        String[] settings = expected.entrySet().stream()
                .map(option -> PREFIX + dashed(option.getKey().replace("configuration.", "")) + '=' + option.getValue())
                .toArray(String[]::new);

        application.withPropertyValues(settings).run(context -> {
            TikTokComponent component = new TikTokComponent();
            customize(context, component);
            BeanWrapper bound = PropertyAccessorFactory.forBeanPropertyAccess(component);
            assertThat(expected).hasSizeGreaterThan(40);
            expected.forEach((option, value) ->
                    assertThat(bound.getPropertyValue(option)).as(option).isEqualTo(value));
        });
    }

    @Test
    void componentIsUnchangedWithoutSettings() {
        application.withUserConfiguration(OwnComponent.class).run(context -> {
            TikTokComponent component = component(context);

            assertThat(component).isSameAs(context.getBean("tiktok"));
            assertThat(component.getConfiguration().getMaxRetries()).isEqualTo(7);
            assertThat(component.getApidirect().getApiKey()).isEqualTo("own-key");
        });
    }

    @Test
    void settingsChangeOnlyTheirOwnOptions() {
        application
                .withUserConfiguration(OwnComponent.class)
                .withPropertyValues(PREFIX + "cache-ttl=1h", PREFIX + "apidirect.max-requests-per-day=5")
                .run(context -> {
                    TikTokComponent component = component(context);

                    assertThat(component.getConfiguration().getCacheTtl()).isEqualTo(3_600_000);
                    assertThat(component.getConfiguration().getMaxRetries()).isEqualTo(7);
                    assertThat(component.getApidirect().getApiKey()).isEqualTo("own-key");
                    assertThat(component.getApidirect().getMaxRequestsPerDay()).isEqualTo(5);
                });
    }

    @Test
    void disabledStarterSetsNothing() {
        application
                .withPropertyValues(PREFIX + "enabled=false", PREFIX + "max-retries=7")
                .run(context -> assertThat(component(context).getConfiguration().getMaxRetries())
                        .isEqualTo(3));
    }

    @ParameterizedTest
    @CsvSource({
        "20000, 20000",
        "10m, 600000",
        "1h30m, 5400000",
        "1d2h, 93600000",
        "500ms, 500",
        "PT10M, 600000",
        "2d, 172800000",
        "10s, 10000"
    })
    void durationOfCamelOrSpringBootIsRead(String text, long milliseconds) {
        application.withPropertyValues(PREFIX + "cache-ttl=" + text).run(context -> assertThat(
                        component(context).getConfiguration().getCacheTtl())
                .isEqualTo(milliseconds));
    }

    @Test
    void numberInYamlIsADuration() {
        application
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("yaml", Map.of(PREFIX + "deadline", 20_000))))
                .run(context -> assertThat(component(context).getConfiguration().getDeadline())
                        .isEqualTo(20_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ten minutes", "1h30", "-", "m", "10 x"})
    void textThatIsNoDurationIsRefused(String text) {
        application.withPropertyValues(PREFIX + "cache-ttl=" + text).run(context -> assertThat(context)
                .getFailure()
                .hasStackTraceContaining("camel.component.tiktok.cache-ttl")
                .hasStackTraceContaining("as in 20000, 10m, 1h30m or PT10M, but was '" + text + "'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#bean:own", "#own"})
    void referenceFindsBean(String reference) {
        application
                .withUserConfiguration(Beans.class)
                .withPropertyValues(
                        PREFIX + "state-repository=" + reference,
                        PREFIX + "ssl-context-parameters=" + reference.replace("own", "tls"),
                        PREFIX + "configuration=" + reference.replace("own", "options"))
                .run(context -> {
                    TikTokComponent component = component(context);
                    assertThat(component.getStateRepository()).isSameAs(context.getBean("own"));
                    assertThat(component.getConfiguration()).isSameAs(context.getBean("options"));
                    assertThat(component.getConfiguration().getSslContextParameters())
                            .isSameAs(context.getBean("tls"));
                });
    }

    @Test
    void referenceWithoutMarkIsRefused() {
        application
                .withUserConfiguration(Beans.class)
                .withPropertyValues(PREFIX + "state-repository=own")
                .run(context -> assertThatThrownBy(() -> component(context))
                        .hasStackTraceContaining("camel.component.tiktok.state-repository must refer to a bean,"
                                + " as in #bean:own, but was 'own'"));
    }

    @Test
    void missingBeanIsRefused() {
        application
                .withPropertyValues(PREFIX + "state-repository=#bean:nowhere")
                .run(context -> assertThatThrownBy(() -> component(context)).hasStackTraceContaining("nowhere"));
    }

    @Test
    void blankValueCountsAsNotSet() {
        application
                .withPropertyValues(
                        PREFIX + "ssl-bundle=",
                        PREFIX + "state-repository= ",
                        PREFIX + "request-source=",
                        PREFIX + "cache-ttl=",
                        PREFIX + "max-retries=",
                        PREFIX + "output-format=",
                        PREFIX + "apidirect.api-key=")
                .run(context -> {
                    TikTokComponent component = component(context);
                    assertThat(component.getConfiguration().getMaxRetries()).isEqualTo(3);
                    assertThat(component.getConfiguration().getOutputFormat()).isEqualTo(OutputFormat.POJO);
                    assertThat(component.getApidirect().getApiKey()).isNull();
                });
    }

    @Test
    void camelPlaceholderIsResolved() {
        application
                .withPropertyValues("my.key=resolved-key", PREFIX + "apidirect.api-key={{my.key}}")
                .run(context -> assertThat(component(context).getApidirect().getApiKey())
                        .isEqualTo("resolved-key"));
    }

    @Test
    void keyWithUnresolvedPlaceholderIsRefused() {
        application
                .withPropertyValues(PREFIX + "apidirect.api-key=${NO_SUCH_VARIABLE}")
                .run(context -> assertThatThrownBy(() -> component(context))
                        .hasStackTraceContaining(
                                "option apidirect.apiKey must be an API key, but holds an unresolved"));
    }

    @Test
    void unknownPropertiesAreRefusedWithoutTheirValues() {
        application
                .withPropertyValues(PREFIX + "frobnicate=1", PREFIX + "apidirect.api-kay=marked-key")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(UnknownPropertyException.class)
                        .hasMessageStartingWith("unknown properties camel.component.tiktok.apidirect.api-kay")
                        .hasMessageContaining("camel.component.tiktok.frobnicate")
                        .hasMessageNotContaining("marked-key"));
    }

    @Test
    void unknownPropertyIsReportedWithoutStackTrace() {
        UnknownPropertyException unknown = new UnknownPropertyException(List.of("camel.component.tiktok.frobnicate"));

        assertThat(new UnknownPropertyFailureAnalyzer().analyze(unknown).getDescription())
                .isEqualTo("The TikTok component has an unknown property camel.component.tiktok.frobnicate.");
    }

    @Test
    void placeOfAnUnknownPropertyIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("application.yaml"),
                "camel:\n  component:\n    tiktok:\n      apidirect:\n        api-kay: marked-key\n");

        application
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withPropertyValues("spring.config.location=" + file.toUri())
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("camel.component.tiktok.apidirect.api-kay (URL [file:")
                        .hasMessageEndingWith("application.yaml] - 5:18)"));
    }

    @Test
    void documentedSettingsAreBound() {
        application
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withPropertyValues(
                        "spring.profiles.active=settings", "APIDIRECT_API_KEY=first", "DUMPLINGAI_API_KEY=second")
                .run(context -> {
                    TikTokComponent component = component(context);
                    assertThat(component.getConfiguration().getProvider()).isEqualTo("apidirect,dumplingai");
                    assertThat(component.getConfiguration().getCacheTtl()).isEqualTo(5_400_000);
                    assertThat(component.getApidirect().getApiKey()).isEqualTo("first");
                    assertThat(component.getApidirect().getMaxRequestsPerDay()).isEqualTo(1000);
                    assertThat(component.getDumplingai().getApiKey()).isEqualTo("second");
                });
    }

    @Test
    void namesAreRelaxed() {
        application
                .withPropertyValues(PREFIX + "requestSource=ZAPIER", PREFIX + "max_retries=7")
                .run(context -> {
                    assertThat(component(context).getConfiguration().getRequestSource())
                            .isEqualTo("ZAPIER");
                    assertThat(component(context).getConfiguration().getMaxRetries())
                            .isEqualTo(7);
                });
    }

    @Test
    void environmentVariablesAreBound() {
        application
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "test-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                Map.of(
                                        "CAMEL_COMPONENT_TIKTOK_APIDIRECT_APIKEY", "key",
                                        "CAMEL_COMPONENT_TIKTOK_REQUESTSOURCE", "ZAPIER"))))
                .run(context -> {
                    assertThat(component(context).getApidirect().getApiKey()).isEqualTo("key");
                    assertThat(component(context).getConfiguration().getRequestSource())
                            .isEqualTo("ZAPIER");
                });
    }

    @ParameterizedTest
    @CsvSource({"max-retries, abc", "output-format, xml"})
    void valueOfAnotherTypeIsRefused(String option, String value) {
        application.withPropertyValues(PREFIX + option + '=' + value).run(context -> assertThat(context)
                .getFailure()
                .hasStackTraceContaining("camel.component.tiktok." + option));
    }

    @Test
    void bundleAndParametersTogetherAreRefused() {
        application
                .withUserConfiguration(Beans.class)
                .withPropertyValues(PREFIX + "ssl-bundle=any", PREFIX + "ssl-context-parameters=#bean:tls")
                .run(context -> assertThatThrownBy(() -> component(context))
                        .hasStackTraceContaining("camel.component.tiktok.ssl-context-parameters are both set"));
    }

    @Test
    void missingBundleIsRefused() {
        application
                .withPropertyValues(PREFIX + "ssl-bundle=nowhere")
                .run(context -> assertThatThrownBy(() -> component(context)).hasStackTraceContaining("nowhere"));
    }

    @Test
    void keyWithoutStarterIsNamedInTheError() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(CamelAutoConfiguration.class))
                .withPropertyValues(PREFIX + "apidirect.api-key=marked-key")
                .run(context -> assertThatThrownBy(
                                () -> context.getBean(CamelContext.class).addRoutes(new RouteBuilder() {
                                    @Override
                                    public void configure() {
                                        from("direct:a").to("tiktok:video?provider=apidirect");
                                    }
                                }))
                        .hasStackTraceContaining("no API key for apidirect: camel.component.tiktok.apidirect.api-key is"
                                + " set, but Spring Boot passes it on only with camel-tiktok-starter"));
    }

    private static TikTokComponent component(AssertableApplicationContext context) {
        return context.getBean(CamelContext.class).getComponent("tiktok", TikTokComponent.class);
    }

    /** Without a start, which would check values against each other. */
    private static void customize(AssertableApplicationContext context, TikTokComponent component) {
        component.setCamelContext(context.getBean(CamelContext.class));
        context.getBean(TikTokComponentCustomizer.class).configure("tiktok", component);
    }

    private static String dashed(String option) {
        return option.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnComponent {

        @Bean
        TikTokComponent tiktok() {
            TikTokComponent component = new TikTokComponent();
            component.getConfiguration().setMaxRetries(7);
            component.getApidirect().setApiKey("own-key");
            return component;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Beans {

        @Bean
        StateRepository<String, String> own() {
            return new MemoryStateRepository();
        }

        @Bean
        SSLContextParameters tls() {
            return new SSLContextParameters();
        }

        @Bean
        TikTokConfiguration options() {
            return new TikTokConfiguration();
        }
    }
}
