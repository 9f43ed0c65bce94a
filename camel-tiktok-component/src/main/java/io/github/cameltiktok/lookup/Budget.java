package io.github.cameltiktok.lookup;

import io.github.cameltiktok.provider.FailureClass;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.Retry;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls that one provider may get in a day and in a month of UTC, whatever comes of them. Each is written down
 * before it is made, so that a crash may lose a call but never the count of one. Thread-safe.
 */
final class Budget {

    private static final Logger LOG = LoggerFactory.getLogger(Budget.class);

    private static final Pattern COUNTS = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d) (\\d{1,9}) (\\d{1,9})");

    private final String provider;
    private final BudgetSettings settings;
    private final BudgetStore store;
    private final Clock clock;
    private LocalDate today;
    private int day;
    private int month;

    /** @throws IllegalArgumentException if the store holds something else under the provider's key */
    Budget(String provider, BudgetSettings settings, BudgetStore store, Clock clock) {
        this.provider = provider;
        this.settings = settings;
        this.store = store;
        this.clock = clock;
        this.today = today();
        if (!settings.isUnlimited()) {
            read(store.load(key()));
        }
    }

    /**
     * Takes one call.
     *
     * @return {@code null} if it may be made; otherwise why not, and for how long
     */
    synchronized @Nullable ProviderFailure take() {
        turnPage();
        Integer perDay = settings.perDay();
        Integer perMonth = settings.perMonth();
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
        day++;
        month++;
        if (!settings.isUnlimited()) {
            save();
        }
        return null;
    }

    private ProviderFailure usedUp(String calls, String option, LocalDate next) {
        return new ProviderFailure(
                FailureClass.QUOTA,
                Retry.NEVER,
                "was not asked: its " + calls + " (UTC) are used up (" + option + ")",
                null,
                null,
                null,
                Duration.between(
                        clock.instant(), next.atStartOfDay(ZoneOffset.UTC).toInstant()));
    }

    /** Returns what an operator should know. */
    synchronized BudgetStatus status() {
        turnPage();
        return new BudgetStatus(provider, day, settings.perDay(), month, settings.perMonth());
    }

    private void turnPage() {
        LocalDate now = today();
        if (now.equals(today)) {
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

    /** A store that is broken must not stop lookups: the count goes on in memory. */
    private void save() {
        try {
            store.save(key(), today + " " + day + " " + month);
        } catch (RuntimeException e) {
            LOG.warn("The calls of {} could not be written down and may be counted anew after a restart", provider, e);
        }
    }

    private String key() {
        return "tiktok.budget." + provider;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
