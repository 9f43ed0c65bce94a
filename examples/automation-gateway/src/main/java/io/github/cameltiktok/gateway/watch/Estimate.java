package io.github.cameltiktok.gateway.watch;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.provider.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Estimated cost of a watch. Immutable.
 *
 * @param callsPerDay calls that the watch adds to those of its caller, if each poll takes one
 * @param pricePerDay {@code null} if the price is unknown
 * @param currency currency or unit of the price; {@code null} if unknown
 * @param sharedWith other watches of the caller that share the polls
 */
record Estimate(
        BigDecimal callsPerDay,
        @Nullable BigDecimal pricePerDay,
        @Nullable String currency,
        int sharedWith) {

    static Estimate of(BigDecimal callsPerDay, @Nullable Price price, int sharedWith) {
        return new Estimate(
                rounded(callsPerDay, 2),
                price == null ? null : rounded(callsPerDay.multiply(price.amount()), 4),
                price == null ? null : price.unit(),
                sharedWith);
    }

    /** Rounds without zeros at the end and without an exponent. */
    static BigDecimal rounded(BigDecimal number, int digits) {
        BigDecimal rounded = number.setScale(digits, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        // The factory would write 100 as 1E+2.
        json.set("callsPerDay", DecimalNode.valueOf(callsPerDay));
        if (pricePerDay != null) {
            json.set("pricePerDay", DecimalNode.valueOf(pricePerDay));
            json.put("currency", currency);
        }
        json.put("sharedWith", sharedWith);
        return json;
    }

    /** Returns the estimate for people, such as {@code 24 calls a day (0.144 USD)}. */
    String text() {
        String calls = callsPerDay.toPlainString() + " calls a day";
        return pricePerDay == null ? calls : calls + " (" + pricePerDay.toPlainString() + ' ' + currency + ')';
    }
}
