package io.github.cameltiktok.docs;

import io.github.cameltiktok.provider.Price;
import io.github.cameltiktok.provider.TikTokProvider;
import io.github.cameltiktok.provider.apidirect.ApiDirect;
import io.github.cameltiktok.provider.dumplingai.DumplingAi;
import io.github.cameltiktok.provider.peekalink.Peekalink;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of monthly costs in docs/start/choose-a-provider.md, from the default prices. */
final class MonthlyCost {

    static final int DAYS = 30;

    /** Documented on API Direct's page, per endpoint and month. */
    static final int FREE_CALLS = 50;

    private static final int HOURS = 24;

    private static final List<Case> CASES = List.of(
            new Case("look up 100 videos a day", false, 100 * DAYS, 0),
            new Case("watch 1,000 videos, every hour", false, 1_000 * HOURS * DAYS, 0),
            new Case("watch 50 creators, once a day", true, 50 * DAYS, 0),
            new Case("look up 10,000 videos, once", false, 10_000, 0),
            new Case("look up 1,000 videos a day, half of them from the cache", false, 1_000 * DAYS, 50));

    private MonthlyCost() {}

    /**
     * A use of the component in one month. Each lookup finds its subject.
     *
     * @param lookups in the month
     * @param cachedPercent share of the lookups that the cache answers
     */
    private record Case(String name, boolean isOfCreators, int lookups, int cachedPercent) {

        int calls() {
            return lookups * (100 - cachedPercent) / 100;
        }

        String row() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %,d | %s | %s | %s |",
                    name,
                    calls(),
                    cost(new ApiDirect(), FREE_CALLS) + (isOfCreators ? " (assumed)" : ""),
                    cost(new DumplingAi(), 0),
                    cost(new Peekalink(), 0));
        }

        private String cost(TikTokProvider provider, int freeCalls) {
            Price price =
                    isOfCreators ? provider.user().price() : provider.video().price();
            if (price == null) {
                return "unknown";
            }
            BigDecimal amount = price.amount().multiply(BigDecimal.valueOf(Math.max(0, calls() - freeCalls)));
            return price.unit().equals("USD")
                    ? String.format(Locale.ROOT, "$%,.2f", amount.setScale(2, RoundingMode.UNNECESSARY))
                    : String.format(Locale.ROOT, "%,d %ss", amount.longValueExact(), price.unit());
        }
    }

    static String table() {
        List<String> rows = new ArrayList<>(List.of(
                "| in a month of " + DAYS + " days | calls | API Direct | Dumpling AI | Peekalink |",
                "| --- | ---: | ---: | ---: | ---: |"));
        CASES.forEach(use -> rows.add(use.row()));
        return String.join("\n", rows);
    }
}
