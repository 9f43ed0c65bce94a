package io.github.cameltiktok.kamelets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cameltiktok.sandbox.SandboxExtension;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Camel ignores the types, enumerations and patterns of a Kamelet's properties. So each invalid value must end the start with a
 * message of the component that names the option and the rule.
 */
final class KameletPropertiesTest {

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    /**
     * An invalid value.
     *
     * @param property name of the property
     * @param value as in a route
     * @param message beginning of the message
     */
    private record Invalid(String property, String value, String message) {}

    private static final String PROVIDERS = "provider must be one of [apidirect, dumplingai, peekalink], but was ";

    private static final List<Invalid> INVALID = List.of(
            new Invalid("provider", "unknown", PROVIDERS + "'unknown'"),
            new Invalid("provider", "apidirect,unknown", PROVIDERS + "'unknown'"),
            new Invalid(
                    "provider", "peekalink,peekalink", "provider must name each provider once, but peekalink is twice"),
            new Invalid("apiKey", "RAW( marked-key)", "apiKey must be printable ASCII characters without a blank at"),
            new Invalid("apiKey", "RAW(marked-kéy)", "apiKey must be printable ASCII characters without a blank at"),
            new Invalid(
                    "apiKey", "", "no API key for apidirect: set camel.component.tiktok.apidirect.api-key, or option"),
            new Invalid("requestSource", "Zapier", "option requestSource must be 1 to 64 of the characters A-Z, 0-9,"),
            new Invalid(
                    "outputFormat", "xml", "option outputFormat must be one of [pojo, map, json, raw], but was 'xml'"),
            new Invalid("failoverOnNotFound", "yes", "option failoverOnNotFound must be one of [true, false], but was"),
            new Invalid(
                    "cacheTtl",
                    "long",
                    "option cacheTtl must be a whole number from 0 to 2592000000 ms, but was 'long'"),
            new Invalid(
                    "cacheTtl", "31d", "option cacheTtl must be a whole number from 0 to 2592000000 ms, but was '31d'"),
            new Invalid("cacheSize", "0", "option cacheSize must be a whole number from 1 to 10000000, but was '0'"),
            new Invalid(
                    "cacheSize", "many", "option cacheSize must be a whole number from 1 to 10000000, but was 'many'"),
            new Invalid("deadline", "0", "option deadline must be a whole number from 1 to 3600000 ms, but was '0'"),
            new Invalid("deadline", "2h", "option deadline must be a whole number from 1 to 3600000 ms, but was '2h'"),
            new Invalid(
                    "deadline", "soon", "option deadline must be a whole number from 1 to 3600000 ms, but was 'soon'"),
            new Invalid("maxRetries", "21", "option maxRetries must be a whole number from 0 to 20, but was '21'"),
            new Invalid("maxRetries", "1.5", "option maxRetries must be a whole number from 0 to 20, but was '1.5'"),
            new Invalid(
                    "baseUrl", "http://example.org", "baseUrl must use https, as the API key goes with every request"),
            new Invalid(
                    "baseUrl", "ftp://127.0.0.1", "baseUrl must be an http or https address with a host, but was: ftp"),
            new Invalid("allowInsecure", "1", "option allowInsecure must be one of [true, false], but was '1'"),
            new Invalid("subjects", "", "nothing to watch: name a "),
            new Invalid("subjects", "https://www.example.org/@a/video/1", "option subjects: "),
            new Invalid("delay", "0", "option delay must be a whole number from 1 to 31622400000 ms, but was '0'"),
            new Invalid(
                    "delay", "daily", "option delay must be a whole number from 1 to 31622400000 ms, but was 'daily'"),
            new Invalid(
                    "initialDelay", "-1", "option initialDelay must be a whole number from 0 to 31622400000 ms, but"),
            new Invalid(
                    "initialDelay", "none", "option initialDelay must be a whole number from 0 to 31622400000 ms, but"),
            new Invalid("emit", "some", "option emit must be one of [changes, all], but was 'some'"),
            new Invalid("firstPoll", "some", "option firstPoll must be one of [emit, mark], but was 'some'"),
            new Invalid("watch", "plays", "watch must name fields out of ["),
            new Invalid(
                    "minGrowth",
                    "much",
                    "minGrowth must be numbers or percentages, each with or without a field, as in"),
            new Invalid("minGrowth", "music.id:5", "minGrowth must name fields that are watched, out of ["),
            new Invalid(
                    "maxMessagesPerPoll",
                    "-1",
                    "option maxMessagesPerPoll must be a whole number from 0 to 1000000, but"),
            new Invalid(
                    "maxMessagesPerPoll",
                    "all",
                    "option maxMessagesPerPoll must be a whole number from 0 to 1000000, but"),
            new Invalid(
                    "stateRepository",
                    "snapshots",
                    "option stateRepository must name a bean of type StateRepository, as in"));

    static Stream<Arguments> invalidValues() {
        return KameletFile.all().flatMap(kamelet -> INVALID.stream()
                .filter(invalid -> kamelet.properties().containsKey(invalid.property()))
                .flatMap(invalid -> Stream.of(Form.values()).map(form -> Arguments.of(kamelet, form, invalid))));
    }

    @ParameterizedTest
    @MethodSource("invalidValues")
    void invalidValueEndsStartWithRule(KameletFile kamelet, Form form, Invalid invalid) throws Exception {
        Map<String, String> properties = valid(kamelet);
        properties.put(invalid.property(), invalid.value());
        if (invalid.value().contains(",")) {
            // A base URL applies to one provider only.
            properties.remove("baseUrl");
        }

        Throwable failure;
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            form.add(context, kamelet, properties);
            failure = catchThrowable(context::start);
        }

        assertThat(causes(failure).map(Throwable::getMessage))
                .anyMatch(message -> message.startsWith(invalid.message()));
        assertThat(failure).message().doesNotContain("marked");
        assertThat(sandbox.get().calls()).isEmpty();
    }

    @Test
    void tableContainsAllProperties() {
        List<String> inTable =
                INVALID.stream().map(Invalid::property).distinct().toList();

        assertThat(KameletFile.all()
                        .flatMap(kamelet -> kamelet.properties().keySet().stream())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(inTable);
    }

    /** Camel itself resolves the bean, except in a Pipe, which encodes the value. */
    @ParameterizedTest
    @EnumSource
    void missingBeanIsNamed(Form form) throws Exception {
        KameletFile source = KameletFile.load("tiktok-video-source");
        Map<String, String> properties = valid(source);
        properties.put("stateRepository", "#bean:nothing");
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            form.add(context, source, properties);
            assertThat(causes(catchThrowable(context::start)).map(Throwable::getMessage))
                    .anyMatch(message -> message.matches("No bean could be found in the registry for: nothing"
                            + "|option stateRepository must name a bean of .*, but '#bean:nothing' is none"));
        }
    }

    @Test
    void missingRequiredPropertyIsReportedByCamel() throws Exception {
        for (KameletFile kamelet : KameletFile.all().toList()) {
            for (String name : kamelet.required()) {
                Map<String, String> properties = valid(kamelet);
                properties.remove(name);
                try (DefaultCamelContext context = new DefaultCamelContext()) {
                    context.disableJMX();
                    Form.YAML.add(context, kamelet, properties);
                    assertThat(catchThrowable(context::start))
                            .hasStackTraceContaining("mandatory parameters must be provided: " + name);
                }
            }
        }
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    private static Map<String, String> valid(KameletFile kamelet) {
        return KameletUse.properties(kamelet, sandbox.get());
    }
}
