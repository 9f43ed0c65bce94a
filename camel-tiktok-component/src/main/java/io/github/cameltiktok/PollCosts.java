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
     * @param delay between two polls
     */
    Map<String, Object> details(int watched, long calls, Duration delay) {
        Map<String, Object> costs = new LinkedHashMap<>();
        costs.put("tiktok.watched", watched);
        costs.put("tiktok.calls", calls);
        BigDecimal pollsPerDay = BigDecimal.valueOf(Duration.ofDays(1).toMillis())
                .divide(BigDecimal.valueOf(Math.max(1, delay.toMillis())), 3, RoundingMode.HALF_UP);
        costs.put("tiktok.callsPerDay", plain(pollsPerDay.multiply(BigDecimal.valueOf(watched))));
        Price price = price();
        if (price != null) {
            BigDecimal perPoll = price.amount().multiply(BigDecimal.valueOf(watched));
            costs.put("tiktok.pricePerPoll", plain(perPoll) + ' ' + price.unit());
            costs.put("tiktok.pricePerDay", plain(perPoll.multiply(pollsPerDay)) + ' ' + price.unit());
        }
        return costs;
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
