package io.github.cameltiktok.provider.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the current value of a parser leniently: {@code null} if it is of another type or impossible. */
final class Scalars {

    private static final int MAX_DIGITS = 30;

    /** As milliseconds, a time in March 1973, earlier than any time on TikTok. */
    private static final BigDecimal FIRST_MILLISECONDS = BigDecimal.valueOf(100_000_000_000L);

    private static final Instant MAX_TIME = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private Scalars() {}

    /** Returns text unchanged, or a number as text; {@code null} for blank text. */
    static @Nullable String text(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            String text = parser.getText();
            return text.isBlank() ? null : text;
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return parser.getNumberValue().toString();
        }
        return token == JsonToken.VALUE_NUMBER_FLOAT ? Double.toString(parser.getDoubleValue()) : null;
    }

    static @Nullable String url(JsonParser parser) throws IOException {
        String text = text(parser);
        return text != null && Syntax.isWebAddress(text) ? text : null;
    }

    static @Nullable String id(JsonParser parser) throws IOException {
        String text = text(parser);
        return text != null && Syntax.isId(text) ? text : null;
    }

    static @Nullable String handle(JsonParser parser) throws IOException {
        String given = text(parser);
        String text = given == null ? "" : given.strip();
        String handle = text.startsWith("@") ? text.substring(1) : text;
        return handle.isEmpty() ? null : handle;
    }

    /** Returns a counter of 0 or more; {@code null} for a negative one, which results from an overflow. */
    static @Nullable Long count(JsonParser parser) throws IOException {
        if (isLong(parser)) {
            long count = parser.getLongValue();
            return count < 0 ? null : count;
        }
        BigDecimal number = number(parser);
        try {
            return number == null || number.signum() < 0 ? null : number.longValueExact();
        } catch (ArithmeticException e) {
            return null;
        }
    }

    static @Nullable Long positiveCount(JsonParser parser) throws IOException {
        Long count = count(parser);
        return count == null || count == 0 ? null : count;
    }

    /** Returns a small counter or an index into text, 0 or more. */
    static @Nullable Integer index(JsonParser parser) throws IOException {
        return toInteger(count(parser));
    }

    static @Nullable Integer positiveIndex(JsonParser parser) throws IOException {
        return toInteger(positiveCount(parser));
    }

    private static @Nullable Integer toInteger(@Nullable Long count) {
        return count == null || count > Integer.MAX_VALUE ? null : count.intValue();
    }

    /**
     * Returns a number of up to 30 digits before and after the point. A JSON number with a fraction has the precision of a
     * double.
     */
    static @Nullable BigDecimal number(JsonParser parser) throws IOException {
        if (isLong(parser)) {
            return BigDecimal.valueOf(parser.getLongValue());
        }
        BigDecimal number = decimal(parser);
        // Limited, because a short exponent can expand to gigabytes of digits.
        if (number == null || number.precision() - number.scale() > MAX_DIGITS || number.scale() > MAX_DIGITS) {
            return null;
        }
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    private static @Nullable BigDecimal decimal(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            String text = parser.getText();
            return Syntax.isNumber(text) ? new BigDecimal(text.strip()) : null;
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            double number = parser.getDoubleValue();
            return Double.isFinite(number) ? BigDecimal.valueOf(number) : null;
        }
        return token == JsonToken.VALUE_NUMBER_INT && parser.getNumberValue() instanceof BigInteger number
                ? new BigDecimal(number)
                : null;
    }

    static @Nullable BigDecimal positiveNumber(JsonParser parser) throws IOException {
        BigDecimal number = number(parser);
        return number == null || number.signum() <= 0 ? null : number;
    }

    /** Returns a boolean, which may be text, 0 or 1; {@code null} if absent. */
    static @Nullable Boolean flag(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token.isBoolean()) {
            return token == JsonToken.VALUE_TRUE;
        }
        String text = text(parser);
        if (text == null) {
            return null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> null;
        };
    }

    static @Nullable Instant unixTime(JsonParser parser) throws IOException {
        BigDecimal seconds = positiveNumber(parser);
        if (seconds != null && seconds.compareTo(FIRST_MILLISECONDS) >= 0) {
            seconds = seconds.movePointLeft(3);
        }
        if (seconds == null || seconds.compareTo(BigDecimal.valueOf(MAX_TIME.getEpochSecond())) > 0) {
            return null;
        }
        if (seconds.scale() == 0) {
            return Instant.ofEpochSecond(seconds.longValue());
        }
        BigDecimal whole = seconds.setScale(0, RoundingMode.DOWN);
        return Instant.ofEpochSecond(
                whole.longValueExact(),
                seconds.subtract(whole).movePointRight(9).longValue());
    }

    static @Nullable Instant time(JsonParser parser) throws IOException {
        return TextTime.parse(text(parser));
    }

    private static boolean isLong(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    }
}
