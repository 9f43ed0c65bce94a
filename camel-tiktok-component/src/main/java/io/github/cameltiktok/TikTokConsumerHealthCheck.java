package io.github.cameltiktok;

import io.github.cameltiktok.provider.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.support.ScheduledPollConsumerHealthCheck;
import org.jspecify.annotations.Nullable;

/** Camel's check of a polling consumer, with the cost of the polls as details. */
final class TikTokConsumerHealthCheck extends ScheduledPollConsumerHealthCheck {

    private final TikTokConsumer consumer;
    private final TikTokEndpoint endpoint;

    TikTokConsumerHealthCheck(TikTokConsumer consumer, TikTokEndpoint endpoint, String id) {
        super(consumer, id);
        this.consumer = consumer;
        this.endpoint = endpoint;
    }

    @Override
    public Result call(Map<String, Object> options) {
        Result result = super.call(options);
        HealthCheckResultBuilder builder = HealthCheckResultBuilder.on(this)
                .state(result.getState())
                .details(result.getDetails())
                .details(costs());
        result.getMessage().ifPresent(builder::message);
        result.getError().ifPresent(builder::error);
        return builder.build();
    }

    /** Returns the costs by names of health details. The price is that of the first provider. */
    private Map<String, Object> costs() {
        int watched = consumer.watchedCount();
        Duration interval = consumer.interval();
        Map<String, Object> costs = new LinkedHashMap<>();
        costs.put("tiktok.watched", watched);
        costs.put("tiktok.calls", consumer.calls());
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

    /** A poll that ends early, or hits the cache, makes fewer calls, and their number is not known beforehand. */
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
        return provider == null ? null : endpoint.getComponent().price(provider, endpoint.getResource());
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
