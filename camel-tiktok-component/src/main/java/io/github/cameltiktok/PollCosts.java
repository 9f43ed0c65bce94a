package io.github.cameltiktok;

import io.github.cameltiktok.provider.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the polls of a consumer cost, for its health check. */
final class PollCosts {

    private final TikTokEndpoint endpoint;

    PollCosts(TikTokEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Returns the costs by names of health details. The price is that of the first provider.
     *
     * @param watched subjects of the last poll
     * @param calls made since the start
     * @param interval between two polls; {@code null} if it is not known
     */
    Map<String, Object> details(int watched, long calls, @Nullable Duration interval) {
        Map<String, Object> costs = new LinkedHashMap<>();
        costs.put("tiktok.watched", watched);
        costs.put("tiktok.calls", calls);
        if (!takesOneCallForEachSubject()) {
            return costs;
        }
        BigDecimal perPoll = BigDecimal.valueOf(watched);
        BigDecimal perDay = interval == null ? null : perPoll.multiply(pollsPerDay(interval));
        if (perDay != null) {
            costs.put("tiktok.callsPerDay", plain(perDay));
        }
        Price price = price();
        if (price != null) {
            costs.put("tiktok.pricePerPoll", plain(price.amount().multiply(perPoll)) + ' ' + price.unit());
            if (perDay != null) {
                costs.put("tiktok.pricePerDay", plain(price.amount().multiply(perDay)) + ' ' + price.unit());
            }
        }
        return costs;
    }

    /** A poll that ends early, or finds answers in the cache, takes fewer calls than anybody can tell beforehand. */
    private boolean takesOneCallForEachSubject() {
        return endpoint.getWatching().getMaxMessagesPerPoll() <= 0
                && endpoint.getConfiguration().getCacheTtl() <= 0;
    }

    private static BigDecimal pollsPerDay(Duration interval) {
        return BigDecimal.valueOf(Duration.ofDays(1).toMillis())
                .divide(BigDecimal.valueOf(Math.max(1, interval.toMillis())), 3, RoundingMode.HALF_UP);
    }

    private @Nullable Price price() {
        String provider = endpoint.getConfiguration().getProvider();
        return provider == null
                ? null
                : endpoint.getComponent().providers().list(provider).get(0).price();
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
