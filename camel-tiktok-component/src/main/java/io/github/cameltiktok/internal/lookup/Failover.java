package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.internal.lookup.LookupResult.Failed;
import io.github.cameltiktok.internal.lookup.LookupResult.Found;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.ProviderException;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.ProviderOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** Calls one provider after the other, until one succeeds or a failure rules out success at the next. */
final class Failover implements LookupStep {

    private final BooleanSupplier isStopping;

    /** @param isStopping whether the engine is closing, so that no next provider is called */
    Failover(BooleanSupplier isStopping) {
        this.isStopping = isStopping;
    }

    @Override
    public <T extends TikTokRecord> CompletableFuture<LookupResult<T>> find(LookupExecution<T> execution) {
        CancellingFuture<LookupResult<T>> result = new CancellingFuture<>();
        call(execution, new ArrayList<>(), result);
        return result;
    }

    private <T extends TikTokRecord> void call(
            LookupExecution<T> execution, List<Failed<T>> failures, CancellingFuture<LookupResult<T>> result) {
        List<ProviderClient<T>> clients = execution.chain().clients();
        CompletableFuture<LookupResult<T>> found =
                result.propagateCancelTo(callOn(clients.get(failures.size()), execution));
        found.whenComplete((outcome, fault) -> {
            if (outcome instanceof Found<T>) {
                result.complete(outcome.withCalls(execution.calls()));
            } else if (outcome instanceof Failed<T> failed) {
                failures.add(failed);
                if (failures.size() < clients.size()
                        && callsNext(failed, execution.chain().plan())
                        && !isStopping.getAsBoolean()
                        && !result.isDone()) {
                    call(execution, failures, result);
                } else {
                    result.complete(combined(failures));
                }
            } else if (fault != null) {
                result.completeExceptionally(fault);
            }
        });
    }

    private static <T extends TikTokRecord> CompletableFuture<LookupResult<T>> callOn(
            ProviderClient<T> client, LookupExecution<T> execution) {
        TikTokLink subject = execution.query().subject();
        ProviderOperation<T> operation = client.config().operation();
        LookupExecution<T> there = execution.forClient(client);
        return operation.supports(subject)
                ? there.proceed()
                : CompletableFuture.completedFuture(Failed.notSent(
                        client.provider(),
                        ProviderException.refused(operation.whyUnsupported(subject))
                                .failure()));
    }

    private static boolean callsNext(Failed<?> failed, LookupPlan<?> plan) {
        ProviderFailure failure = failed.failure();
        return switch (failure.errorKind()) {
            case CREDENTIALS, QUOTA, RATE_LIMIT, UPSTREAM, ANOTHER_SUBJECT -> true;
            case NOT_FOUND -> plan.failoverOnNotFound();
            // A provider without support for the subject was skipped. A link that one provider rejects, the next would
            // too.
            case INVALID_REQUEST -> wasSkipped(failed);
        };
    }

    private static boolean wasSkipped(Failed<?> failed) {
        return failed.failure().errorKind() == ErrorKind.INVALID_REQUEST && !failed.wasSent();
    }

    /** Returns the last failure of a provider that was not skipped; otherwise the last one. */
    private static <T extends TikTokRecord> Failed<T> combined(List<Failed<T>> failures) {
        Failed<T> last = failures.get(failures.size() - 1);
        for (Failed<T> failure : failures) {
            if (!wasSkipped(failure)) {
                last = failure;
            }
        }
        List<Failed<T>> others = new ArrayList<>(failures);
        others.remove(last);
        return last.withEarlier(others);
    }
}
