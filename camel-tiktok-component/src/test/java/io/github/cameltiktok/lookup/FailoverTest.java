package io.github.cameltiktok.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.provider.FailureClass;
import io.github.cameltiktok.provider.ProviderException;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which failures lead to the next provider, and what is told when all of them fail. */
final class FailoverTest {

    private final List<String> asked = new ArrayList<>();
    private boolean isStopping;
    private final LookupQuery query = new LookupQuery(TikTokLink.ofHandle("khaby.lame"), "API", Duration.ofSeconds(10));

    /** A provider that makes a call and fails. */
    private Failover.Candidate<TikTokUser> failing(String name, FailureClass failureClass) {
        return candidate(name, failed(failureClass, name + " fails", 500), true);
    }

    /** A provider that cannot take the subject, and so makes no call. */
    private Failover.Candidate<TikTokUser> unable(String name) {
        return candidate(name, CompletableFuture.failedFuture(ProviderException.refused(name + " cannot")), false);
    }

    private Failover.Candidate<TikTokUser> working(String name) {
        LookupResult<TikTokUser> result = LookupResults.user(name);
        return candidate(name, CompletableFuture.completedFuture(result), true);
    }

    private Failover.Candidate<TikTokUser> candidate(
            String name, CompletableFuture<LookupResult<TikTokUser>> outcome, boolean makesCall) {
        return new Failover.Candidate<>(name, asking -> {
            asked.add(name);
            if (makesCall) {
                asking.countAttempt();
            }
            return outcome;
        });
    }

    private static CompletableFuture<LookupResult<TikTokUser>> failed(
            FailureClass failureClass, String message, @Nullable Integer status) {
        return CompletableFuture.failedFuture(new ProviderException(
                new ProviderFailure(failureClass, Retry.NEVER, message, status, null, null, null)));
    }

    private CompletableFuture<LookupResult<TikTokUser>> find(
            boolean onNotFound, List<Failover.Candidate<TikTokUser>> candidates) {
        return new Failover<>(candidates, onNotFound, () -> isStopping).find(query);
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureClass.class,
            names = {"KEY", "QUOTA", "RATE_LIMIT", "UPSTREAM", "PROVIDER_BROKEN"})
    void whatIsTheProvidersOwnTroubleLeadsToTheNext(FailureClass trouble) throws Exception {
        var found = find(false, List.of(failing("a", trouble), working("b"), working("c")));

        assertThat(Rig.get(found).handle()).isEqualTo("b");
        assertThat(asked).containsExactly("a", "b");
        assertThat(query.attempts()).as("both calls count").isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureClass.class,
            names = {"CALLER", "NOT_FOUND"})
    void whatTheNextOneWouldSayTooEndsTheSearch(FailureClass trouble) {
        LookupException failure = Rig.failure(find(false, List.of(failing("a", trouble), working("b"))));

        assertThat(failure.provider()).isEqualTo("a");
        assertThat(failure.getSuppressed()).isEmpty();
        assertThat(asked).containsExactly("a");
    }

    @Test
    void aNotFoundLeadsOnWhereThatIsAskedFor() throws Exception {
        var found = find(true, List.of(failing("a", FailureClass.NOT_FOUND), working("b")));

        assertThat(Rig.get(found).handle()).isEqualTo("b");
    }

    @Test
    void aProviderThatCannotServeTheSubjectIsSkipped() throws Exception {
        var found = find(false, List.of(unable("a"), working("b")));

        assertThat(Rig.get(found).handle()).isEqualTo("b");
        assertThat(query.attempts()).isEqualTo(1);
    }

    static Stream<Arguments> allFail() {
        return Stream.of(
                arguments(List.of("a UPSTREAM", "b QUOTA", "c KEY"), "c", List.of("a", "b")),
                arguments(List.of("a UPSTREAM", "b NOT_FOUND", "c KEY"), "b", List.of("a")),
                arguments(List.of("a UPSTREAM", "b unable"), "a", List.of("b")),
                arguments(List.of("a unable", "b QUOTA", "c unable"), "b", List.of("a", "c")),
                arguments(List.of("a unable", "b unable"), "b", List.of("a")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("allFail")
    void theLastThatWasAskedSpeaksAndTheOthersAreSuppressed(
            List<String> providers, String speaks, List<String> suppressed) {
        List<Failover.Candidate<TikTokUser>> candidates = providers.stream()
                .map(text -> text.split(" "))
                .map(words -> words[1].equals("unable")
                        ? unable(words[0])
                        : failing(words[0], FailureClass.valueOf(words[1])))
                .toList();

        LookupException failure = Rig.failure(find(false, candidates));

        assertThat(failure.provider()).isEqualTo(speaks);
        assertThat(Stream.of(failure.getSuppressed()).map(other -> ((LookupException) other).provider()))
                .containsExactlyElementsOf(suppressed);
    }

    @Test
    void eachFailureTellsItsOwnCalls() {
        LookupException failure =
                Rig.failure(find(false, List.of(failing("a", FailureClass.UPSTREAM), unable("b"), failingTwice())));

        assertThat(failure.attempts()).isEqualTo(2);
        assertThat(query.attempts()).isEqualTo(3);
    }

    private Failover.Candidate<TikTokUser> failingTwice() {
        return new Failover.Candidate<>("c", asking -> {
            asking.countAttempt();
            asking.countAttempt();
            return failed(FailureClass.UPSTREAM, "c fails", null);
        });
    }

    @Test
    void evenAnErrorInAProvidersCodeEndsTheLookup() {
        Failover.Candidate<TikTokUser> broken = new Failover.Candidate<>("a", asking -> {
            throw new AssertionError("broken");
        });

        assertThat(Rig.failure(find(false, List.of(broken))))
                .hasMessage("was given up: the component is stopping or at fault (AssertionError)");
    }

    @Test
    void givingUpCancelsTheOneThatIsBeingAsked() {
        CompletableFuture<LookupResult<TikTokUser>> call = new CompletableFuture<>();

        find(false, List.of(candidate("a", call, true), working("b"))).cancel(true);

        assertThat(call).isCancelled();
        assertThat(asked).containsExactly("a");
    }

    @Test
    void whatFailsBecauseEverythingStopsLeadsToNobody() {
        isStopping = true;

        LookupException failure = Rig.failure(find(true, List.of(failing("a", FailureClass.UPSTREAM), working("b"))));

        assertThat(failure).hasMessage("a fails");
        assertThat(asked).containsExactly("a");
    }
}
