package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cameltiktok.internal.lookup.LookupResult.Found;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.provider.ErrorKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which failures lead to the next provider, and the reported failure if all fail. */
final class FailoverTest {

    private final EngineFixture fixture = new EngineFixture();
    private final List<String> called = new ArrayList<>();
    private final Map<String, CompletableFuture<LookupResult<TikTokUser>>> outcomes = new HashMap<>();
    private boolean isStopping;

    @AfterEach
    void stop() {
        fixture.close();
    }

    /** @param providers each a name and an outcome: an error kind, "works" or "unable" */
    private CompletableFuture<LookupResult<TikTokUser>> find(boolean onNotFound, String... providers) {
        for (String provider : providers) {
            String[] words = provider.split(" ");
            outcomes.computeIfAbsent(
                    words[0],
                    name -> CompletableFuture.completedFuture(
                            switch (words[1]) {
                                case "works", "unable" -> LookupResults.user(name);
                                default -> LookupResults.failed(name, ErrorKind.valueOf(words[1]));
                            }));
        }
        LookupStep last = Steps.answering(execution -> {
            called.add(execution.provider());
            execution.countCall();
            return outcomes.get(execution.provider());
        });
        return Steps.chain(
                        Steps.plan(onNotFound, List.of(providers)),
                        new Bulkhead(1, 1),
                        fixture.timer,
                        new Failover(() -> isStopping),
                        last)
                .find(EngineFixture.query(Duration.ofSeconds(10)));
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorKind.class,
            names = {"CREDENTIALS", "QUOTA", "RATE_LIMIT", "UPSTREAM", "ANOTHER_SUBJECT"})
    void failureOfTheProviderLeadsToTheNext(ErrorKind errorKind) throws Exception {
        Found<TikTokUser> found = EngineFixture.found(find(false, "a " + errorKind, "b works", "c works"));

        assertThat(found.record().handle()).isEqualTo("b");
        assertThat(called).containsExactly("a", "b");
        assertThat(found.calls()).as("both calls count").isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorKind.class,
            names = {"INVALID_REQUEST", "NOT_FOUND"})
    void invalidRequestAndNotFoundEndTheLookup(ErrorKind errorKind) {
        LookupException failure = EngineFixture.failure(find(false, "a " + errorKind, "b works"));

        assertThat(failure.provider()).isEqualTo("a");
        assertThat(failure.getSuppressed()).isEmpty();
        assertThat(called).containsExactly("a");
    }

    @Test
    void notFoundLeadsToTheNextIfEnabled() throws Exception {
        assertThat(EngineFixture.record(find(true, "a NOT_FOUND", "b works")).handle())
                .isEqualTo("b");
    }

    @Test
    void unsupportedProviderIsSkipped() throws Exception {
        Found<TikTokUser> found = EngineFixture.found(find(false, "a unable", "b works"));

        assertThat(found.record().handle()).isEqualTo("b");
        assertThat(found.calls()).isEqualTo(1);
        assertThat(called).containsExactly("b");
    }

    static Stream<Arguments> allFail() {
        return Stream.of(
                arguments(List.of("a UPSTREAM", "b QUOTA", "c CREDENTIALS"), "c", List.of("a", "b")),
                arguments(List.of("a UPSTREAM", "b NOT_FOUND", "c CREDENTIALS"), "b", List.of("a")),
                arguments(List.of("a UPSTREAM", "b unable"), "a", List.of("b")),
                arguments(List.of("a unable", "b QUOTA", "c unable"), "b", List.of("a", "c")),
                arguments(List.of("a unable", "b unable"), "b", List.of("a")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("allFail")
    void lastFailureIsReportedWithTheOthersSuppressed(List<String> providers, String reported, List<String> others) {
        LookupException failure = EngineFixture.failure(find(false, providers.toArray(String[]::new)));

        assertThat(failure.provider()).isEqualTo(reported);
        assertThat(Stream.of(failure.getSuppressed()).map(other -> ((LookupException) other).provider()))
                .containsExactlyElementsOf(others);
    }

    @Test
    void eachFailureReportsItsOwnCalls() {
        outcomes.put(
                "c",
                CompletableFuture.completedFuture(
                        LookupResults.failed("c", ErrorKind.UPSTREAM).withCalls(2)));

        LookupException failure = EngineFixture.failure(find(false, "a UPSTREAM", "b unable", "c UPSTREAM"));

        assertThat(failure.attempts()).isEqualTo(2);
        assertThat(((LookupException) failure.getSuppressed()[0]).attempts()).isEqualTo(1);
    }

    @Test
    void exceptionInAStepIsAFailure() {
        LookupStep broken = Steps.answering(execution -> {
            throw new AssertionError("broken");
        });

        assertThat(EngineFixture.failure(Steps.chain(
                                Steps.plan(false, List.of("a")),
                                new Bulkhead(1, 1),
                                fixture.timer,
                                new Failover(() -> false),
                                broken)
                        .find(EngineFixture.query(Duration.ofSeconds(10)))))
                .hasMessage("could not be called: internal error (AssertionError)");
    }

    @Test
    void cancellingEndsTheCallAndTheFailover() {
        CompletableFuture<LookupResult<TikTokUser>> call = new CompletableFuture<>();
        outcomes.put("a", call);

        find(false, "a UPSTREAM", "b works").cancel(true);

        assertThat(call).isCancelled();
        assertThat(called).containsExactly("a");
    }

    @Test
    void stoppingEndsTheFailover() {
        isStopping = true;

        LookupException failure = EngineFixture.failure(find(true, "a UPSTREAM", "b works"));

        assertThat(failure).hasMessage("a fails");
        assertThat(called).containsExactly("a");
    }
}
