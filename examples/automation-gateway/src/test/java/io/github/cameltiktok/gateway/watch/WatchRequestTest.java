package io.github.cameltiktok.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cameltiktok.gateway.access.CallerSettings;
import io.github.cameltiktok.gateway.api.Call;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.lookup.LookupFixture;
import io.github.cameltiktok.model.TikTokResource;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatchRequestTest {

    private static final Set<String> PROVIDERS = Set.of("apidirect", "dumplingai");

    /** Generated clients send an empty list for one that is not set. */
    @Test
    void emptyListOfEventsIsTheDefault() {
        assertThat(parse("{'subject':'@some.cook','events':[]}").settings().events())
                .isEqualTo(parse("{'subject':'@some.cook'}").settings().events());
    }

    @Test
    void absentFieldsHaveDefaults() {
        WatchRequest request = parse("{'subject':'@Some.Cook'}");

        assertThat(request.kind()).isEqualTo(TikTokResource.USER);
        assertThat(request.url()).isEqualTo("https://www.tiktok.com/@some.cook");
        assertThat(request.settings().every()).isEqualTo(Duration.ofHours(6));
        assertThat(request.settings().events()).containsExactlyInAnyOrder("changed", "disappeared", "reappeared");
        assertThat(request.settings().fields()).contains("stats.followers", "bio");
        assertThat(request.settings().minGrowth()).isEmpty();
        assertThat(request.provider()).isEmpty();
        assertThat(request.callbackUrl()).isNull();
    }

    @Test
    void nullAndEmptyTextsCountAsAbsent() {
        WatchRequest request = parse("{'subject':'@some.cook','kind':null,'every':'','watch':'','minGrowth':' ',"
                + "'events':null,'firstPoll':'','provider':null,'callbackUrl':'','label':'','requestSource':''}");

        assertThat(request).isEqualTo(parse("{'subject':'@some.cook'}"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.tiktok.com/@a.b/video/7516594811734854943, https://www.tiktok.com/@_/video/7516594811734854943",
        "https://m.tiktok.com/@other/video/7516594811734854943?x=1,"
                + " https://www.tiktok.com/@_/video/7516594811734854943",
        "7516594811734854943, https://www.tiktok.com/@_/video/7516594811734854943",
        "https://www.tiktok.com/@c.d/photo/7516594811734854943, https://www.tiktok.com/@_/video/7516594811734854943",
        "https://www.tiktok.com/@Some.Cook?lang=de, https://www.tiktok.com/@some.cook",
        "https://vm.tiktok.com/ZMabc123/, https://vm.tiktok.com/ZMabc123/"
    })
    void allFormsOfALinkAreOneSubject(String subject, String canonical) {
        assertThat(parse("{'subject':'" + subject + "'}").url()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({"some.cook, user", "@some.cook, user", "https://vm.tiktok.com/ZMabc123/, user"})
    void kindMakesASubjectClear(String subject, String kind) {
        assertThat(parse("{'subject':'" + subject + "','kind':'" + kind + "'}").kind())
                .isEqualTo(TikTokResource.USER);
    }

    @ParameterizedTest
    @CsvSource({
        "PT6H, PT6H",
        "6h, PT6H",
        "1h30m, PT1H30M",
        "P1D, PT24H",
        "1d, PT24H",
        "90m, PT1H30M",
        "60s, PT1M",
        "6H, PT6H",
        "PT1.5H, ",
        "pt6h, PT6H"
    })
    void everyIsIso8601OrCamelsForm(String text, Duration expected) {
        if (expected == null) {
            assertThat(problem("{'subject':'@some.cook','every':'" + text + "'}")
                            .type())
                    .isEqualTo(ProblemType.INVALID_REQUEST);
        } else {
            assertThat(parse("{'subject':'@some.cook','every':'" + text + "'}")
                            .settings()
                            .every())
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "6",
                "0h",
                "-6h",
                "PT-6H",
                "9s",
                "31d",
                "P31D",
                "h",
                "6 hours",
                "PT",
                "P",
                "99999h",
                "1e3h",
                "６h",
                "PT9223372036854775807H",
                "PT6H PT6H",
                "6h6h",
                "every 6h",
                "\\u0000",
                "💥",
                "PT0.0000000001S",
                "999999999999999999999999999999999999999999999999999999999999999999999999h"
            })
    void oddTimesAreRefusedWithTheRule(String text) {
        ProblemException problem = problem("{'subject':'@some.cook','every':'" + text + "'}");

        assertThat(problem.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo("/every");
            assertThat(error.detail()).startsWith("every must ").hasSizeLessThan(200);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/@some.cook",
                "https://tiktok.com.example.com/@some.cook",
                "https://127.0.0.1/@a",
                "https://www.tiktok.com/@some.cook/live",
                "javascript:alert(1)",
                "file:///etc/passwd",
                "https://user@www.tiktok.com/@some.cook",
                "https://www.tiktok.com:8443/@some.cook",
                "@",
                "@a",
                "@ü",
                "some.cook",
                "0",
                "99999999999999999999",
                "\\u0000",
                "@some.cook @other.cook",
                "{}",
                "../../etc/passwd"
            })
    void oddSubjectsAreRefusedWithTheRule(String subject) {
        ProblemException problem = problem("{'subject':'" + subject + "'}");

        assertThat(problem.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo("/subject");
            assertThat(error.detail()).isNotBlank().hasSizeLessThan(400);
        });
    }

    static Stream<Arguments> wrongBodies() {
        return Stream.of(
                arguments("[]", "", "The body must be a JSON object"),
                arguments("'text'", "", "The body must be a JSON object"),
                arguments("{}", "/subject", "subject must be a TikTok link, an id or an @handle"),
                arguments("{'subject':7}", "/subject", "subject must be a text, but is '7'"),
                arguments("{'subject':'@some.cook','callbackURL':'x'}", "/callbackURL", "but has 'callbackURL'"),
                arguments(
                        "{'subject':'@some.cook','kind':'post'}",
                        "/kind",
                        "must be one of [user, video], but is 'post'"),
                arguments("{'subject':'@some.cook','kind':'video'}", "/kind", "kind must be user for the subject"),
                arguments("{'subject':'7516594811734854943','kind':'user'}", "/kind", "kind must be video"),
                arguments("{'subject':'@some.cook','every':6}", "/every", "every must be a text, but is '6'"),
                arguments("{'subject':'@some.cook','watch':'stats.plays'}", "/watch", "names 'stats.plays'"),
                arguments("{'subject':'@some.cook','watch':['bio']}", "/watch", "watch must be a text"),
                arguments("{'subject':'@some.cook','minGrowth':'lots'}", "/minGrowth", "but holds 'lots'"),
                arguments(
                        "{'subject':'@some.cook','watch':'bio','minGrowth':'stats.likes:5%'}",
                        "/minGrowth", "names 'stats.likes'"),
                arguments("{'subject':'@some.cook','events':'changed'}", "/events", "events must be a list of names"),
                arguments("{'subject':'@some.cook','events':['gone']}", "/events", "but is '\"gone\"'"),
                arguments("{'subject':'@some.cook','events':[1]}", "/events", "but is '1'"),
                arguments("{'subject':'@some.cook','firstPoll':'skip'}", "/firstPoll", "one of [baseline, emit]"),
                arguments(
                        "{'subject':'@some.cook','firstPoll':'baseline','events':['first']}",
                        "/firstPoll",
                        "must be emit or absent if events has first"),
                arguments("{'subject':'@some.cook','provider':'unknown'}", "/provider", "but is 'unknown'"),
                arguments("{'subject':'@some.cook','provider':'apidirect,'}", "/provider", "but is ''"),
                arguments("{'subject':'@some.cook','requestSource':'a b'}", "/requestSource", "requestSource must be"),
                arguments(
                        "{'subject':'@some.cook','label':'" + "x".repeat(201) + "'}",
                        "/label",
                        "at most 200 characters"),
                arguments(
                        "{'subject':'@some.cook','callbackUrl':'https://a/" + "x".repeat(2_048) + "'}",
                        "/callbackUrl",
                        "at most 2048 characters"));
    }

    @ParameterizedTest
    @MethodSource("wrongBodies")
    void problemNamesFieldRuleAndValue(String body, String pointer, String text) {
        ProblemException problem = problem(body);

        assertThat(problem.type()).isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(problem.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo(pointer);
            assertThat(error.detail()).contains(text).hasSizeLessThan(700);
        });
    }

    @Test
    void firstPollEmitAddsTheFirstEvent() {
        assertThat(parse("{'subject':'@some.cook','firstPoll':'emit'}")
                        .settings()
                        .events())
                .containsExactlyInAnyOrder("first", "changed", "disappeared", "reappeared");
        assertThat(parse("{'subject':'@some.cook','firstPoll':'emit','events':['changed']}")
                        .settings()
                        .events())
                .containsExactlyInAnyOrder("first", "changed");
    }

    @Test
    void defaultCadenceIsNotShorterThanTheKeysLeast() {
        CallerSettings all = CallerSettings.defaults("team");
        CallerSettings slow =
                new CallerSettings("team", all.scopes(), 1, 1, null, 1, Duration.ofHours(12), Set.of(), null);

        assertThat(WatchRequest.parse(call("{'subject':'@some.cook'}", slow), PROVIDERS::contains)
                        .settings()
                        .every())
                .isEqualTo(Duration.ofHours(12));
    }

    private static WatchRequest parse(String body) {
        return WatchRequest.parse(call(body, CallerSettings.defaults("team")), PROVIDERS::contains);
    }

    private static ProblemException problem(String body) {
        return catchThrowableOfType(ProblemException.class, () -> parse(body));
    }

    private static Call call(String body, CallerSettings caller) {
        return new Call(
                "req_1",
                caller.withKey("key"),
                Map.of(),
                Map.of(),
                Map.of(),
                LookupFixture.json(body.replace('\'', '"')),
                WatchFixture.URL,
                new CompletableFuture<>());
    }
}
