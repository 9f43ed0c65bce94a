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
 * Camel heeds neither types nor choices nor patterns of a Kamelet's properties. So each wrong value has to end the start
 * with a message of the component that names the option and the rule.
 */
final class KameletPropertiesTest {

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    /**
     * A wrong value.
     *
     * @param property it is given to
     * @param value as it is written
     * @param message what the start ends with, at least
     */
    private record Wrong(String property, String value, String message) {}

    private static final String PROVIDERS = "provider must be one of [apidirect, dumplingai, peekalink], but was ";

    private static final List<Wrong> WRONG = List.of(
            new Wrong("provider", "nobody", PROVIDERS + "'nobody'"),
            new Wrong("provider", "apidirect,nobody", PROVIDERS + "'nobody'"),
            new Wrong("provider", "peekalink,peekalink", "provider must name each provider once, but peekalink stands"),
            new Wrong("apiKey", "RAW( marked-key)", "apiKey must be printable ASCII characters without a blank at"),
            new Wrong("apiKey", "RAW(marked-kéy)", "apiKey must be printable ASCII characters without a blank at"),
            new Wrong(
                    "apiKey", "", "no API key for apidirect: set camel.component.tiktok.apidirect.api-key, or option"),
            new Wrong("requestSource", "Zapier", "option requestSource must be 1 to 64 of the characters A-Z, 0-9,"),
            new Wrong(
                    "outputFormat", "xml", "option outputFormat must be one of [pojo, map, json, raw], but was 'xml'"),
            new Wrong("failoverOnNotFound", "yes", "option failoverOnNotFound must be one of [true, false], but was"),
            new Wrong(
                    "cacheTtl",
                    "long",
                    "option cacheTtl must be a whole number from 0 to 2592000000 ms, but was 'long'"),
            new Wrong(
                    "cacheTtl", "31d", "option cacheTtl must be a whole number from 0 to 2592000000 ms, but was '31d'"),
            new Wrong("cacheSize", "0", "option cacheSize must be a whole number from 1 to 10000000, but was '0'"),
            new Wrong(
                    "cacheSize", "many", "option cacheSize must be a whole number from 1 to 10000000, but was 'many'"),
            new Wrong("deadline", "0", "option deadline must be a whole number from 1 to 3600000 ms, but was '0'"),
            new Wrong("deadline", "2h", "option deadline must be a whole number from 1 to 3600000 ms, but was '2h'"),
            new Wrong(
                    "deadline", "soon", "option deadline must be a whole number from 1 to 3600000 ms, but was 'soon'"),
            new Wrong("maxRetries", "21", "option maxRetries must be a whole number from 0 to 20, but was '21'"),
            new Wrong("maxRetries", "1.5", "option maxRetries must be a whole number from 0 to 20, but was '1.5'"),
            new Wrong(
                    "baseUrl", "http://example.org", "baseUrl must use https, as the API key goes with every request"),
            new Wrong(
                    "baseUrl", "ftp://127.0.0.1", "baseUrl must be an http or https address with a host, but was: ftp"),
            new Wrong("allowInsecure", "1", "option allowInsecure must be one of [true, false], but was '1'"),
            new Wrong("subjects", "", "nothing to watch: name a "),
            new Wrong("subjects", "https://www.example.org/@a/video/1", "option subjects: "),
            new Wrong("delay", "0", "option delay must be a whole number from 1 to 31622400000 ms, but was '0'"),
            new Wrong(
                    "delay", "daily", "option delay must be a whole number from 1 to 31622400000 ms, but was 'daily'"),
            new Wrong("initialDelay", "-1", "option initialDelay must be a whole number from 0 to 31622400000 ms, but"),
            new Wrong(
                    "initialDelay", "none", "option initialDelay must be a whole number from 0 to 31622400000 ms, but"),
            new Wrong("emit", "some", "option emit must be one of [changes, all], but was 'some'"),
            new Wrong("firstPoll", "tell", "option firstPoll must be one of [emit, mark], but was 'tell'"),
            new Wrong("watch", "plays", "watch must name fields out of ["),
            new Wrong(
                    "minGrowth",
                    "much",
                    "minGrowth must be numbers or percentages, each with or without a field, as in"),
            new Wrong("minGrowth", "music.id:5", "minGrowth must name fields that are watched, out of ["),
            new Wrong(
                    "maxMessagesPerPoll",
                    "-1",
                    "option maxMessagesPerPoll must be a whole number from 0 to 1000000, but"),
            new Wrong(
                    "maxMessagesPerPoll",
                    "all",
                    "option maxMessagesPerPoll must be a whole number from 0 to 1000000, but"),
            new Wrong(
                    "stateRepository",
                    "told",
                    "option stateRepository must name a bean of type StateRepository, as in"));

    static Stream<Arguments> wrongValues() {
        return KameletFile.all().flatMap(kamelet -> WRONG.stream()
                .filter(wrong -> kamelet.properties().containsKey(wrong.property()))
                .flatMap(wrong -> Stream.of(Form.values()).map(form -> Arguments.of(kamelet, form, wrong))));
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void aWrongValueEndsTheStartWithTheRule(KameletFile kamelet, Form form, Wrong wrong) throws Exception {
        Map<String, String> properties = right(kamelet);
        properties.put(wrong.property(), wrong.value());
        if (wrong.value().contains(",")) {
            // Both are of one provider.
            properties.remove("baseUrl");
        }

        Throwable failure;
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            form.add(context, kamelet, properties);
            failure = catchThrowable(context::start);
        }

        assertThat(causes(failure).map(Throwable::getMessage)).anyMatch(message -> message.startsWith(wrong.message()));
        assertThat(failure).message().doesNotContain("marked");
        assertThat(sandbox.get().calls()).isEmpty();
    }

    @Test
    void eachPropertyIsInTheTable() {
        List<String> inTable = WRONG.stream().map(Wrong::property).distinct().toList();

        assertThat(KameletFile.all()
                        .flatMap(kamelet -> kamelet.properties().keySet().stream())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(inTable);
    }

    /** Unless a Pipe has encoded it, Camel itself looks for the bean. */
    @ParameterizedTest
    @EnumSource
    void aBeanThatIsMissingIsNamed(Form form) throws Exception {
        KameletFile source = KameletFile.load("tiktok-video-source");
        Map<String, String> properties = right(source);
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
    void whatIsRequiredAndMissingIsCamelsOwnToSay() throws Exception {
        for (KameletFile kamelet : KameletFile.all().toList()) {
            for (String name : kamelet.required()) {
                Map<String, String> properties = right(kamelet);
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

    private static Map<String, String> right(KameletFile kamelet) {
        return KameletUse.right(kamelet, sandbox.get());
    }
}
