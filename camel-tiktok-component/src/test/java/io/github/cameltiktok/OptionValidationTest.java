package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid options fail the start with a message that names option, rule and value. */
final class OptionValidationTest {

    @RegisterExtension
    static final SandboxCamelExtension camel = new SandboxCamelExtension();

    static Stream<Arguments> invalidNumbers() {
        return Stream.of(
                        "connectTimeout",
                        "responseTimeout",
                        "deadline",
                        "maxResponseSize",
                        "proxyPort",
                        "retryDelay",
                        "cacheSize",
                        "delay")
                .flatMap(option -> Stream.of(
                                "abc",
                                "0",
                                "-1",
                                "3.5",
                                "12abc",
                                "99999999999000",
                                "4294967376000",
                                "99999999999999999999")
                        .map(value -> Arguments.of(option, value)));
    }

    @ParameterizedTest
    @MethodSource("invalidNumbers")
    void numberOutOfRangeIsRejected(String option, String value) {
        assertThatThrownBy(
                        () -> camel.context().getEndpoint("tiktok:video?proxyHost=localhost&" + option + "=" + value))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .rootCause()
                .hasMessageMatching("option " + option
                        + " must be a whole number from 1 to \\d+( ms| bytes)?, but was '" + value + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "maxRetries, abc",
        "maxRetries, -1",
        "maxRetries, 21",
        "maxRetries, 1s",
        "maxRetries, 4294967296",
        "cacheTtl, abc",
        "cacheTtl, 12abc",
        "cacheTtl, -1",
        "cacheTtl, 31d",
        "cacheTtl, 99999999999999999999",
        "initialDelay, soon",
        "maxMessagesPerPoll, -1",
        "maxMessagesPerPoll, abc",
    })
    void invalidNumberIsRejectedWhereZeroIsAllowed(String option, String value) {
        assertThatThrownBy(() -> camel.context().getEndpoint("tiktok:video?" + option + "=" + value))
                .rootCause()
                .hasMessageMatching(
                        "option " + option + " must be a whole number from 0 to \\d+( ms)?, but was '" + value + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "max-retries, abc",
        "maxRetries, abc",
        "cache-ttl, for ever",
        "cache-ttl, abc",
    })
    void invalidComponentPropertyFailsStart(String property, String value) {
        Main main = new Main();
        main.configure().withRoutesBuilders(List.of(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").to("tiktok:video?provider=apidirect&apiKey=k-1");
            }
        }));
        main.addInitialProperty("camel.component.tiktok." + property, value);

        assertThatThrownBy(main::start)
                .hasStackTraceContaining("option ")
                .hasStackTraceContaining("must be a whole number from ")
                .hasStackTraceContaining("but was '" + value + "'");
        main.stop();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "apidirect.api-key | ${KEY_OF_APIDIRECT} | apidirect.apiKey",
                "api-key           | ${KEY_OF_APIDIRECT} | apiKey",
            })
    void apiKeyWithUnresolvedPlaceholderFailsStart(String property, String value, String option) {
        Main main = new Main();
        main.configure().withRoutesBuilders(List.of(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").to("tiktok:video?provider=apidirect");
            }
        }));
        main.addInitialProperty("camel.component.tiktok." + property, value);

        assertThatThrownBy(main::start)
                .hasStackTraceContaining(
                        "option " + option + " must be an API key, but holds an unresolved placeholder (${ or {{)")
                .asString()
                .doesNotContain("KEY_OF_APIDIRECT");
        main.stop();
    }

    @Test
    void unresolvedPlaceholderInKeyOfEndpointIsRejected() {
        assertThatThrownBy(() -> camel.context().getEndpoint("tiktok:video?provider=apidirect&apiKey=RAW(${key})"))
                .rootCause()
                .hasMessageStartingWith("option apiKey must be an API key, but holds an unresolved placeholder");
    }

    @ParameterizedTest
    @CsvSource({
        "max-concurrent-requests, abc, 0 (or no number)",
        "max-concurrent-requests, 0, 0 (or no number)",
        "max-concurrent-requests, 4294967299, 4294967299",
        "max-queued-requests, 3.5, 0 (or no number)",
        "max-queued-requests, 4294967299, 4294967299",
    })
    void invalidProviderPropertyFailsStart(String property, String value, String shown) {
        Main main = new Main();
        main.configure().setJmxEnabled(false);
        main.addInitialProperty("camel.component.tiktok.apidirect." + property, value);
        try {
            assertThatThrownBy(main::start)
                    .rootCause()
                    .hasMessageStartingWith("option apidirect.max")
                    .hasMessageEndingWith("must be a whole number from 1 to 1000000, but was " + shown);
        } finally {
            main.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "connectTimeout, 0",
        "connectTimeout, 3600001",
        "responseTimeout, -5",
        "deadline, 0",
        "maxResponseSize, -1",
        "maxResponseSize, 268435457",
        "maxResponseSize, 4294967396",
        "retryDelay, 0",
        "maxRetries, -1",
        "maxRetries, 21",
        "cacheTtl, -1",
        "cacheSize, 0",
        "proxyPort, 65536",
        "proxyPort, 4294967376",
    })
    void componentOptionOutOfRangeIsRejected(String option, long value) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            TikTokComponent component = SandboxComponents.create(camel.sandbox());
            TikTokConfiguration options = component.getConfiguration();
            options.setProxyHost("localhost");
            options.setProxyPort(8080L);
            switch (option) {
                case "connectTimeout" -> options.setConnectTimeout(value);
                case "responseTimeout" -> options.setResponseTimeout(value);
                case "deadline" -> options.setDeadline(value);
                case "maxResponseSize" -> options.setMaxResponseSize(value);
                case "retryDelay" -> options.setRetryDelay(value);
                case "maxRetries" -> options.setMaxRetries(Math.toIntExact(value));
                case "cacheTtl" -> options.setCacheTtl(value);
                case "cacheSize" -> options.setCacheSize(Math.toIntExact(value));
                default -> options.setProxyPort(value);
            }
            context.addComponent("tiktok", component);

            assertThatThrownBy(() -> context.getEndpoint("tiktok:video"))
                    .rootCause()
                    .hasMessageMatching("option " + option + " must be a whole number from [01] to .*")
                    .hasMessageContaining("but was " + value);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "maxConcurrentRequests, 0",
        "maxConcurrentRequests, 4294967299",
        "maxConcurrentRequests, -3",
        "maxQueuedRequests, 0",
        "maxQueuedRequests, 1000001",
        "maxRequestsPerDay, 0",
        "maxRequestsPerMonth, -1",
    })
    void optionsOfUnusedProviderAreChecked(String option, long value) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            TikTokComponent component = new TikTokComponent();
            TikTokProviderConfiguration settings = component.getPeekalink();
            switch (option) {
                case "maxConcurrentRequests" -> settings.setMaxConcurrentRequests(value);
                case "maxQueuedRequests" -> settings.setMaxQueuedRequests(value);
                case "maxRequestsPerDay" -> settings.setMaxRequestsPerDay(value);
                default -> settings.setMaxRequestsPerMonth(value);
            }
            context.addComponent("tiktok", component);

            assertThatThrownBy(context::start)
                    .rootCause()
                    .hasMessageStartingWith("option peekalink." + option + " must be a whole number from 1 to 100")
                    .hasMessageContaining("but was " + value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"videoPrice", "userPrice"})
    void priceWithoutUnitIsRejected(String option) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            TikTokComponent component = new TikTokComponent();
            TikTokProviderConfiguration settings = component.getPeekalink();
            if (option.equals("videoPrice")) {
                settings.setVideoPrice("0.01");
            } else {
                settings.setUserPrice("0.01");
            }
            context.addComponent("tiktok", component);

            assertThatThrownBy(context::start)
                    .rootCause()
                    .hasMessage("option peekalink." + option
                            + " must be an amount and a unit, as in 0.006 USD, but was '0.01'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"maxResponseSize=10s", "proxyPort=1s"})
    void durationIsRejectedWherePlainNumberIsRequired(String option) {
        assertThatThrownBy(() -> camel.context().getEndpoint("tiktok:video?proxyHost=localhost&" + option))
                .rootCause()
                .hasMessageContaining("must be a whole number from 1 to ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "maxRetries=0",
                "cacheTtl=0",
                "cacheTtl=0s",
                "cacheTtl=1h30m",
                "retryDelay=2s",
                "deadline=10s",
                "deadline=1m30s",
                "connectTimeout=500ms",
                "maxResponseSize=1",
                "deadline=3600000"
            })
    void numbersInRangeAndDurationsAreAccepted(String option) {
        assertThatCode(() -> camel.context().getEndpoint("tiktok:video?" + option))
                .doesNotThrowAnyException();
    }

    @Test
    void routeWithInvalidOptionFailsStart() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:a").to("tiktok:video?deadline=soon");
                }
            });

            assertThatThrownBy(context::start)
                    .rootCause()
                    .hasMessageContaining("option deadline must be")
                    .hasMessageContaining("'soon'");
        }
    }

    @Test
    void lazyProducerFailsFirstMessageWithInvalidRequest() {
        for (String option : new String[] {
            "provider=nope", "provider=apidirect&apiKey=RAW( a)", "provider=apidirect&baseUrl=http://10.0.0.1"
        }) {
            assertThat(camel.send("tiktok:video?lazyStartProducer=true&" + option, "7516594811734854943")
                            .getException())
                    .as(option)
                    .isInstanceOf(TikTokInvalidRequestException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    outputFormat       | xml      | [pojo, map, json, raw]
                    emit               | some     | [changes, all]
                    firstPoll          | skip     | [emit, mark]
                    allowInsecure      | perhaps  | [true, false]
                    failoverOnNotFound | 1        | [true, false]
                    """)
    void unlistedValueIsRejectedWithAllowedValues(String option, String value, String allowed) {
        assertThatThrownBy(() -> camel.context().getEndpoint("tiktok:video?" + option + "=" + value))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .rootCause()
                .hasMessage("option " + option + " must be one of " + allowed + ", but was '" + value + "'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    snapshots     | but was 'snapshots'
                    #bean:nothing | but '#bean:nothing' is none
                    #nothing      | but '#nothing' is none
                    #bean:text    | but '#bean:text' is a String
                    """)
    void referenceToNoStateRepositoryIsRejected(String value, String why) {
        camel.context().getRegistry().bind("text", "a text");

        assertThatThrownBy(() -> camel.context().getEndpoint("tiktok:video?stateRepository=RAW(" + value + ")"))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .rootCause()
                .hasMessage("option stateRepository must name a bean of type StateRepository, as in #bean:snapshots, "
                        + why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%20", "RAW( )", "RAW({{?missing}})"})
    void blankOptionCountsAsUnset(String blank) throws Exception {
        String options = Stream.of(
                        "provider",
                        "url",
                        "videoId",
                        "handle",
                        "apiKey",
                        "requestSource",
                        "outputFormat",
                        "failoverOnNotFound",
                        "cacheTtl",
                        "cacheSize",
                        "deadline",
                        "connectTimeout",
                        "maxRetries",
                        "baseUrl",
                        "allowInsecure",
                        "proxyHost",
                        "proxyPort",
                        "delay",
                        "initialDelay",
                        "emit",
                        "firstPoll",
                        "watch",
                        "minGrowth",
                        "subjects",
                        "maxMessagesPerPoll",
                        "stateRepository")
                .map(option -> option + "=" + blank)
                .collect(Collectors.joining("&"));
        TikTokEndpoint endpoint = camel.context().getEndpoint("tiktok:video?" + options, TikTokEndpoint.class);

        assertThat(endpoint.getConfiguration())
                .usingRecursiveComparison()
                .isEqualTo(endpoint.getComponent().getConfiguration());
        assertThat(endpoint.getWatching()).usingRecursiveComparison().isEqualTo(new TikTokWatchConfiguration());
        assertThat(endpoint.getDelay()).isEqualTo(TikTokEndpoint.DEFAULT_DELAY);
        assertThat(Stream.of(endpoint.getUrl(), endpoint.getVideoId(), endpoint.getHandle(), endpoint.getBaseUrl()))
                .containsOnlyNulls();
    }

    @Test
    void placeholderIsCheckedByResolvedValue() {
        camel.context().getPropertiesComponent().addInitialProperty("soon", "soon");
        camel.context().getPropertiesComponent().addInitialProperty("quick", "7s");

        assertThatThrownBy(() -> camel.context().getEndpoint("tiktok:video?deadline=RAW({{soon}})"))
                .rootCause()
                .hasMessageStartingWith("option deadline must be a whole number")
                .hasMessageEndingWith("but was 'soon'");
        assertThat(camel.context()
                        .getEndpoint("tiktok:video?deadline=%7B%7Bquick%7D%7D", TikTokEndpoint.class)
                        .getConfiguration()
                        .getDeadline())
                .isEqualTo(7_000);
    }

    @Test
    void blankEndpointOptionKeepsComponentOption() {
        assertThat(camel.send("tiktok:video?provider=apidirect&apiKey=&baseUrl=&deadline=", "7516594811734854943")
                        .getException())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pojo", "POJO", "Json"})
    void outputFormatIsCaseInsensitive(String format) {
        TikTokEndpoint endpoint =
                camel.context().getEndpoint("tiktok:video?outputFormat=" + format, TikTokEndpoint.class);

        assertThat(endpoint.getConfiguration().getOutputFormat().name()).isEqualToIgnoringCase(format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vidoeId=1", "api-kee=marked-secret-1", "link=https://www.tiktok.com/@a/video/1"})
    void unknownOptionIsRejectedByName(String option) {
        assertThatThrownBy(() -> camel.context().getEndpoint("tiktok:video?" + option))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining("Unknown parameters")
                .hasMessageContaining(option.substring(0, option.indexOf('=')));
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxyHost=localhost", "proxyPort=3128"})
    void incompleteProxyIsRejected(String option) {
        assertThatThrownBy(() -> camel.context().getEndpoint("tiktok:video?" + option))
                .rootCause()
                .hasMessageContaining("options proxyHost and proxyPort go together, but only "
                        + option.substring(0, option.indexOf('=')) + " is set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost", "local host", "a/b"})
    void proxyHostMustBeHostName(String host) {
        assertThatThrownBy(() -> camel.context()
                        .getEndpoint("tiktok:video?proxyPort=3128&proxyHost=" + host.replace(" ", "%20")))
                .rootCause()
                .hasMessage("option proxyHost must be a host name, but was '" + host + "'");
    }

    @Test
    void callGoesThroughProxy() {
        String uri = "tiktok:video?provider=apidirect&baseUrl=http://localhost:9&proxyHost=127.0.0.1&proxyPort="
                + camel.sandbox().port();

        camel.send(uri, "7516594811734854943");

        assertThat(camel.sandbox().wireMock().getAllServeEvents())
                .singleElement()
                .satisfies(event ->
                        assertThat(event.getRequest().getHeader("Host")).isEqualTo("localhost:9"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiktok:foo", "tiktok:videos", "tiktok:video/1"})
    void unknownResourceIsRejected(String uri) {
        assertThatThrownBy(() -> camel.context().getEndpoint(uri))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .rootCause()
                .hasMessageContaining("resource must be video or user, as in tiktok:video, but was '"
                        + uri.substring("tiktok:".length()) + "'");
    }
}
