package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A call ends with its request, not with the cancelling of its lookup. */
final class CallFutureTest {

    private final CallFuture<String> source = new CallFuture<>();
    private final CallFuture<String> call = new CallFuture<>();
    private final List<String> seen = new ArrayList<>();

    @Test
    void cancellingOnlyRequestsTheEnd() {
        call.propagateCancelTo(source);

        assertThat(call.cancel(true)).isFalse();

        assertThat(call).isNotDone();
        assertThat(call.isCancelRequested()).isTrue();
        assertThat(source.isCancelRequested()).isTrue();
    }

    @Test
    void earlierCancellingIsPassedOnToTheSource() {
        call.cancel(true);

        call.propagateCancelTo(source);

        assertThat(source.isCancelRequested()).isTrue();
    }

    @Test
    void sourceIsNotCancelledUnlessTheCallIs() {
        call.propagateCancelTo(source);

        assertThat(source.isCancelRequested()).isFalse();
        assertThat(call.isCancelRequested()).isFalse();
    }

    @Test
    void cancellingReturnsTrueOnceTheCallHasEndedAsCancelled() {
        call.completeCancelled();

        assertThat(call).isCancelled();
        assertThat(call.cancel(true)).isTrue();
    }

    @Test
    void resultAfterARequestedCancellingIsKept() {
        call.cancel(true);
        call.complete("found");

        assertThat(call).isCompletedWithValue("found");
        assertThat(call.cancel(true)).isFalse();
    }

    @Test
    void actionReceivesTheValueBeforeDependents() {
        CallFuture<String> after = CallFuture.after(source, (value, fault) -> seen.add("action " + value));
        after.thenAccept(value -> seen.add("dependent " + value));

        source.complete("found");

        assertThat(seen).containsExactly("action found", "dependent found");
    }

    @Test
    void actionReceivesTheFaultBeforeDependents() {
        IllegalStateException broken = new IllegalStateException("broken");
        CallFuture<String> after = CallFuture.after(source, (value, fault) -> seen.add(String.valueOf(fault)));

        source.completeExceptionally(broken);

        assertThat(seen).containsExactly(broken.toString());
        assertThat(after.isCancelled()).isFalse();
        assertThat(after).isCompletedExceptionally();
        after.whenComplete((value, fault) -> assertThat(fault).isSameAs(broken))
                .exceptionally(fault -> "")
                .join();
    }

    @Test
    void cancellingIsPassedOnAndCompletesWithTheCall() {
        CallFuture<String> after = CallFuture.after(source, (value, fault) -> seen.add("action"));

        after.cancel(true);
        assertThat(source.isCancelRequested()).isTrue();
        assertThat(after).isNotDone();
        assertThat(seen).isEmpty();

        source.completeCancelled();
        assertThat(after).isCancelled();
        assertThat(seen).containsExactly("action");
    }

    @Test
    void outcomeIsCopied() {
        CompletableFuture<String> found = CompletableFuture.completedFuture("found");
        call.completeLike(found, "found", null);

        assertThat(call).isCompletedWithValue("found");
    }
}
