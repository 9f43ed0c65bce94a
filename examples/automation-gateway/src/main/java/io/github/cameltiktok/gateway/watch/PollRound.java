package io.github.cameltiktok.gateway.watch;

import io.github.cameltiktok.gateway.access.CallerSettings;
import io.github.cameltiktok.gateway.access.KeyTable;
import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.delivery.Outbox;
import io.github.cameltiktok.gateway.event.EventFeed;
import io.github.cameltiktok.gateway.lookup.Lookups;
import io.github.cameltiktok.gateway.store.Database;
import io.github.cameltiktok.gateway.watch.DueSubjects.Claim;
import io.github.cameltiktok.model.TikTokRecord;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls a claimed subject: one lookup for all its watches, then the transaction of {@link PollCommit}. Thread-safe. */
final class PollRound {

    private static final Logger LOG = LoggerFactory.getLogger(PollRound.class);

    /** Failures that all subjects of a provider would have. */
    private static final Set<ProblemType> OF_PROVIDER = Set.of(
            ProblemType.PROVIDER_OUT_OF_CREDIT,
            ProblemType.PROVIDER_CREDENTIALS,
            ProblemType.PROVIDER_RATE_LIMITED,
            ProblemType.CIRCUIT_OPEN);

    private final Database database;
    private final Clock clock;
    private final Lookups lookups;
    private final PollCommit commit;
    private final EventFeed feed;
    private final Outbox outbox;
    private final ProviderHolds holds;
    private final Watches watches = new Watches();
    private final DueSubjects subjects = new DueSubjects();

    PollRound(
            Database database,
            Clock clock,
            Lookups lookups,
            PollCommit commit,
            EventFeed feed,
            Outbox outbox,
            ProviderHolds holds) {
        this.database = database;
        this.clock = clock;
        this.lookups = lookups;
        this.commit = commit;
        this.feed = feed;
        this.outbox = outbox;
        this.holds = holds;
    }

    /** A caller that may pay, and the platform of its watch. */
    private record Payer(Caller caller, @Nullable String requestSource) {}

    /**
     * Polls a subject.
     *
     * @return completes after the commit; never fails
     */
    CompletableFuture<Void> poll(Claim claim) {
        return database.run(handle -> payers(handle, claim))
                .thenCompose(payers -> payers.isEmpty() ? skip(claim) : lookUp(claim, payers, 0))
                .exceptionally(failure -> {
                    // The lease runs out, and the subject is polled again.
                    LOG.warn("Poll of {} ended without a result: {}", claim.url(), failure.toString());
                    return null;
                });
    }

    /** Returns the callers of the due watches, oldest watch first. */
    private List<Payer> payers(Handle handle, Claim claim) {
        Map<String, Payer> payers = new LinkedHashMap<>();
        for (WatchRow watch : watches.due(handle, claim.id(), clock.instant())) {
            if (!payers.containsKey(watch.caller())) {
                CallerSettings settings = KeyTable.find(handle, watch.caller()).orElseThrow();
                String source = watch.requestSource().isEmpty() ? null : watch.requestSource();
                payers.put(watch.caller(), new Payer(settings.withKey(""), source));
            }
        }
        return List.copyOf(payers.values());
    }

    private CompletionStage<Void> lookUp(Claim claim, List<Payer> payers, int index) {
        Payer payer = payers.get(index);
        String provider = claim.provider().isEmpty() ? null : claim.provider();
        return lookups.find(new Lookups.Request(
                        claim.kind(), claim.url(), provider, true, payer.requestSource(), payer.caller()))
                .handle((found, failure) -> {
                    if (failure == null) {
                        return commit(claim, found.record());
                    }
                    ProblemException problem = problem(failure);
                    if (problem.type() == ProblemType.NOT_VISIBLE) {
                        return commit(claim, null);
                    }
                    if (problem.type() == ProblemType.BUDGET_EXHAUSTED && index + 1 < payers.size()) {
                        return lookUp(claim, payers, index + 1);
                    }
                    return failed(claim, problem);
                })
                .thenCompose(next -> next);
    }

    private static ProblemException problem(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof ProblemException problem
                ? problem
                : new ProblemException(ProblemType.INTERNAL_ERROR, String.valueOf(cause));
    }

    private CompletionStage<Void> failed(Claim claim, ProblemException problem) {
        Instant now = clock.instant();
        boolean isBudget = problem.type() == ProblemType.BUDGET_EXHAUSTED;
        Instant next;
        if (isBudget) {
            next = midnight(now);
        } else if (OF_PROVIDER.contains(problem.type())) {
            next = holds.hold(claim.provider(), now, problem.retryAfter());
        } else {
            next = now.plus(Backoff.of(Backoff.OF_SUBJECT, claim.failures(), problem.retryAfter()));
        }
        LOG.info("Poll of {} failed, next at {}: {}", claim.url(), next, problem.getMessage());
        int failures = isBudget ? claim.failures() : claim.failures() + 1;
        return database.run(handle -> {
            subjects.retryAt(handle, claim, failures, next);
            return null;
        });
    }

    private static Instant midnight(Instant now) {
        return now.atZone(ZoneOffset.UTC)
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC);
    }

    /** Ends the claim of a subject whose watches have changed, so that none is due. */
    private CompletionStage<Void> skip(Claim claim) {
        return database.run(handle -> {
            if (subjects.lockIfOwned(handle, claim)) {
                subjects.release(handle, claim);
                subjects.schedule(handle, claim.id(), watches.active(handle, claim.id()), clock.instant());
            }
            return null;
        });
    }

    /** @param record {@code null} if the subject is not visible */
    private CompletionStage<Void> commit(Claim claim, @Nullable TikTokRecord record) {
        holds.succeeded(claim.provider());
        return database.run(handle -> commit.apply(handle, claim, record)).thenAccept(callers -> {
            if (!callers.isEmpty()) {
                outbox.wake();
                callers.forEach(feed::wake);
            }
        });
    }
}
