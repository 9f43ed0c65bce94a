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
 * The calls that one provider may get in a day and in a month of UTC, whatever their outcome. Each call is saved before
 * it is made, so that a crash may lose a call but never the count of one. Thread-safe.
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
    private int day;
    private int month;

    /**
     * How many calls a provider may get.
     *
     * @param perDay in a day of UTC; {@code null} for any number
     * @param perMonth in a calendar month of UTC; {@code null} for any number
     */
    public record Limits(@Nullable Integer perDay, @Nullable Integer perMonth) {

        /** Any number. */
        public static final Limits UNLIMITED = new Limits(null, null);

        boolean isUnlimited() {
            return perDay == null && perMonth == null;
        }
    }

    /**
     * How many calls a provider has had.
     *
     * @param provider that was called
     * @param today calls since midnight UTC
     * @param perDay how many it may get; {@code null} for any number
     * @param thisMonth calls since the first of the month, UTC
     * @param perMonth how many it may get; {@code null} for any number
     */
    public record Status(
            String provider,
            int today,
            @Nullable Integer perDay,
            int thisMonth,
            @Nullable Integer perMonth) {}

    /** Keeps the counts over a restart. Thread-safe; may block. */
    public interface Store {

        /** For counts that end with the engine. */
        Store NONE = new Store() {
            @Override
            public @Nullable String load(String key) {
                return null;
            }

            @Override
            public void save(String key, String counts) {
                // Nothing is kept.
            }
        };

        /** Returns the counts saved last; {@code null} if there are none. */
        @Nullable
        String load(String key);

        /** Saves the counts before it returns. */
        void save(String key, String counts);
    }

    /**
     * @param worker where counts are saved
     * @throws IllegalArgumentException if the store holds something else under the provider's key
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
     * Takes one call.
     *
     * @return completed with {@code null} once the call is counted and saved, or with the reason why it may not be
     *     made and for how long; never exceptionally
     */
    CompletableFuture<@Nullable ProviderFailure> take() {
        CompletableFuture<@Nullable ProviderFailure> taken = new CompletableFuture<>();
        synchronized (this) {
            turnPage();
            ProviderFailure refusal = refusal();
            if (refusal != null) {
                return CompletableFuture.completedFuture(refusal);
            }
            day++;
            month++;
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

    /** Saves on one thread at a time, so that no older count overwrites a newer one; calls that wait share a save. */
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
                counts = today + " " + day + " " + month;
            }
            try {
                store.save(key(), counts);
            } catch (RuntimeException e) {
                // A store that is broken must not stop lookups: the count goes on in memory.
                LOG.warn("Calls of {} could not be saved; a restart will not count them", provider, e);
            }
            covered.forEach(taken -> taken.complete(null));
        }
    }

    private @Nullable ProviderFailure refusal() {
        Integer perDay = limits.perDay();
        Integer perMonth = limits.perMonth();
        if (perMonth != null && month >= perMonth) {
            YearMonth thisMonth = YearMonth.from(today);
            return usedUp(
                    perMonth + " calls of " + thisMonth,
                    "maxRequestsPerMonth",
                    thisMonth.plusMonths(1).atDay(1));
        }
        if (perDay != null && day >= perDay) {
            return usedUp(perDay + " calls of " + today, "maxRequestsPerDay", today.plusDays(1));
        }
        return null;
    }

    private ProviderFailure usedUp(String calls, String option, LocalDate next) {
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

    /** Returns the counts as an operator should see them. */
    synchronized Status status() {
        turnPage();
        return new Status(provider, day, limits.perDay(), month, limits.perMonth());
    }

    /** A clock that is set back changes nothing: the calls of the later day were made. */
    private void turnPage() {
        LocalDate now = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!now.isAfter(today)) {
            return;
        }
        day = 0;
        if (!YearMonth.from(now).equals(YearMonth.from(today))) {
            month = 0;
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
        day = Integer.parseInt(matcher.group(2));
        month = Integer.parseInt(matcher.group(3));
    }

    private String key() {
        return "tiktok.budget." + provider;
    }
}
