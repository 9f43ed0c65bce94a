package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A call behind the queue is over when its request is over, not when its lookup is cancelled. */
final class CallFutureTest {

    private final CallFuture<String> source = new CallFuture<>();
    private final CallFuture<String> call = new CallFuture<>();
    private final List<String> seen = new ArrayList<>();

    @Test
    void cancellingRequestsTheEndAndCompletesNothing() {
        call.from(source);

        assertThat(call.cancel(true)).isFalse();

        assertThat(call).isNotDone();
        assertThat(call.isCancelRequested()).isTrue();
        assertThat(source.isCancelRequested()).isTrue();
    }

    @Test
    void cancellingBeforeTheSourceIsKnownIsPassedOnLater() {
        call.cancel(true);

        call.from(source);

        assertThat(source.isCancelRequested()).isTrue();
    }

    @Test
    void sourceIsNotCancelledUnlessTheCallIs() {
        call.from(source);

        assertThat(source.isCancelRequested()).isFalse();
        assertThat(call.isCancelRequested()).isFalse();
    }

    @Test
    void cancellingReturnsTrueOnceTheCallHasEndedAsCancelled() {
        call.endCancelled();

        assertThat(call).isCancelled();
        assertThat(call.cancel(true)).isTrue();
    }

    @Test
    void resultOfACallWhoseCancellingWasRequestedIsKept() {
        call.cancel(true);
        call.complete("found");

        assertThat(call).isCompletedWithValue("found");
        assertThat(call.cancel(true)).isFalse();
    }

    @Test
    void actionSeesTheValueBeforeDependentsDo() {
        CallFuture<String> after = CallFuture.after(source, (value, fault) -> seen.add("action " + value));
        after.thenAccept(value -> seen.add("dependent " + value));

        source.complete("found");

        assertThat(seen).containsExactly("action found", "dependent found");
    }

    @Test
    void actionSeesTheFaultBeforeItIsPassedOn() {
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
    void cancellingWhatComesAfterIsPassedOnAndEndsWithTheCall() {
        CallFuture<String> after = CallFuture.after(source, (value, fault) -> seen.add("action"));

        after.cancel(true);
        assertThat(source.isCancelRequested()).isTrue();
        assertThat(after).isNotDone();
        assertThat(seen).isEmpty();

        source.endCancelled();
        assertThat(after).isCancelled();
        assertThat(seen).containsExactly("action");
    }

    @Test
    void endIsThatOfTheOtherCall() {
        CompletableFuture<String> found = CompletableFuture.completedFuture("found");
        call.endLike(found, "found", null);

        assertThat(call).isCompletedWithValue("found");
    }
}
