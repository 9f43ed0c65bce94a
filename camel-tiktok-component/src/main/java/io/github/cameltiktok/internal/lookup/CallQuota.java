package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.RetryAdvice;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits the calls to one provider per UTC day and month, whatever their outcome. Each count is saved before its call,
 * so that no crash loses a count. Thread-safe.
 */
public final class CallQuota {

    private static final Logger LOG = LoggerFactory.getLogger(CallQuota.class);

    private static final Pattern COUNTS = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d) (\\d{1,9}) (\\d{1,9})");

    private final String provider;
    private final Limits limits;
    private final Store store;
    private final Clock clock;
    private final Executor worker;
    private final List<CompletableFuture<@Nullable ProviderFailure>> unsaved = new ArrayList<>();
    private boolean isSaving;
    private LocalDate today;
    private int callsToday;
    private int callsThisMonth;

    /**
     * Maximum number of calls.
     *
     * @param perDay per UTC day; {@code null} for no limit
     * @param perMonth per calendar month in UTC; {@code null} for no limit
     */
    public record Limits(@Nullable Integer perDay, @Nullable Integer perMonth) {

        public static final Limits UNLIMITED = new Limits(null, null);

        boolean isUnlimited() {
            return perDay == null && perMonth == null;
        }
    }

    /**
     * Calls so far.
     *
     * @param provider name of the provider
     * @param today calls since midnight UTC
     * @param perDay limit per day; {@code null} for none
     * @param thisMonth calls since the first of the month, UTC
     * @param perMonth limit per month; {@code null} for none
     */
    public record Status(
            String provider,
            int today,
            @Nullable Integer perDay,
            int thisMonth,
            @Nullable Integer perMonth) {}

    /** Keeps counts across restarts. Thread-safe; may block. */
    public interface Store {

        /** Keeps counts in memory only. */
        Store NONE = new Store() {
            @Override
            public @Nullable String load(String key) {
                return null;
            }

            @Override
            public void save(String key, String counts) {
                // Not persistent.
            }
        };

        /** Returns the last saved counts; {@code null} without any. */
        @Nullable
        String load(String key);

        /** Saves counts before it returns. */
        void save(String key, String counts);
    }

    /**
     * @param worker for saving counts
     * @throws IllegalArgumentException if the stored counts are malformed
     */
    CallQuota(String provider, Limits limits, Store store, Clock clock, Executor worker) {
        this.provider = provider;
        this.limits = limits;
        this.store = store;
        this.clock = clock;
        this.worker = worker;
        this.today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!limits.isUnlimited()) {
            read(store.load(key()));
        }
    }

    /**
     * Counts one call.
     *
     * @return completed with {@code null} once the count is saved, or with the failure if the quota is used up; never
     *     completed exceptionally
     */
    CompletableFuture<@Nullable ProviderFailure> take() {
        CompletableFuture<@Nullable ProviderFailure> taken = new CompletableFuture<>();
        synchronized (this) {
            rollOver();
            ProviderFailure refusal = refusal();
            if (refusal != null) {
                return CompletableFuture.completedFuture(refusal);
            }
            callsToday++;
            callsThisMonth++;
            if (limits.isUnlimited()) {
                return CompletableFuture.completedFuture(null);
            }
            unsaved.add(taken);
            if (isSaving) {
                return taken;
            }
            isSaving = true;
        }
        CancellingFuture.run(worker, this::save);
        return taken;
    }

    /** Saves on one thread at a time, so that no older count overwrites a newer one. Waiting calls share a save. */
    private void save() {
        while (true) {
            List<CompletableFuture<@Nullable ProviderFailure>> covered;
            String counts;
            synchronized (this) {
                if (unsaved.isEmpty()) {
                    isSaving = false;
                    return;
                }
                covered = List.copyOf(unsaved);
                unsaved.clear();
                counts = today + " " + callsToday + " " + callsThisMonth;
            }
            try {
                store.save(key(), counts);
            } catch (RuntimeException e) {
                // A broken store must not stop lookups: counting continues in memory.
                LOG.warn("Quota counts of {} could not be saved; a restart loses them", provider, e);
            }
            covered.forEach(taken -> taken.complete(null));
        }
    }

    private @Nullable ProviderFailure refusal() {
        Integer perDay = limits.perDay();
        Integer perMonth = limits.perMonth();
        if (perMonth != null && callsThisMonth >= perMonth) {
            YearMonth thisMonth = YearMonth.from(today);
            return exhausted(
                    perMonth + " calls of " + thisMonth,
                    "maxRequestsPerMonth",
                    thisMonth.plusMonths(1).atDay(1));
        }
        if (perDay != null && callsToday >= perDay) {
            return exhausted(perDay + " calls of " + today, "maxRequestsPerDay", today.plusDays(1));
        }
        return null;
    }

    private ProviderFailure exhausted(String calls, String option, LocalDate next) {
        return new ProviderFailure(
                ErrorKind.QUOTA,
                RetryAdvice.NEVER,
                "was not called: its " + calls + " (UTC) are used up (" + option + ")",
                null,
                null,
                null,
                Duration.between(
                        clock.instant(), next.atStartOfDay(ZoneOffset.UTC).toInstant()));
    }

    synchronized Status status() {
        rollOver();
        return new Status(provider, callsToday, limits.perDay(), callsThisMonth, limits.perMonth());
    }

    /** Resets the counts of a past day or month. A clock that is set back resets nothing. */
    private void rollOver() {
        LocalDate now = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!now.isAfter(today)) {
            return;
        }
        callsToday = 0;
        if (!YearMonth.from(now).equals(YearMonth.from(today))) {
            callsThisMonth = 0;
        }
        today = now;
    }

    private void read(@Nullable String counts) {
        if (counts == null) {
            return;
        }
        Matcher matcher = COUNTS.matcher(counts);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "stateRepository must hold a day and two counts under " + key() + ", but holds '" + counts + "'");
        }
        today = LocalDate.parse(matcher.group(1));
        callsToday = Integer.parseInt(matcher.group(2));
        callsThisMonth = Integer.parseInt(matcher.group(3));
    }

    private String key() {
        return "tiktok.budget." + provider;
    }
}
