package io.github.cameltiktok.provider.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Fields of a JSON object, read leniently: numbers may be text and the reverse, any part may be missing or of the wrong
 * type. An unreadable field is {@code null}, so one invalid field does not affect the rest of the response.
 */
public final class JsonFields {

    public static final BodyReader<JsonNode> READER = BodyReader.of(JsonNode.class);

    private static final int MAX_DIGITS = 30;

    /** As milliseconds, a time in March 1973, earlier than any time on TikTok. */
    private static final BigDecimal FIRST_MILLISECONDS = BigDecimal.valueOf(100_000_000_000L);

    private static final Instant MAX_TIME = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private final JsonNode node;

    private JsonFields(JsonNode node) {
        this.node = node;
    }

    /** Returns the fields of a tree. */
    public static JsonFields of(JsonNode node) {
        return new JsonFields(node);
    }

    /** Returns whether this is an object with at least one field. */
    public boolean isPresent() {
        return node.isObject() && !node.isEmpty();
    }

    /** Returns an object field; an empty object if absent. */
    public JsonFields object(String field) {
        JsonNode value = node.path(field);
        return new JsonFields(value.isObject() ? value : MissingNode.getInstance());
    }

    /** Returns the objects of an array field. Skips other elements. */
    public List<JsonFields> objects(String field) {
        return elements(field, element -> element.isObject() ? new JsonFields(element) : null);
    }

    /** Returns text unchanged, or a number as text; {@code null} for blank text. */
    public @Nullable String text(String field) {
        return text(node.path(field));
    }

    /** Returns a web address. */
    public @Nullable String url(String field) {
        return asUrl(text(field));
    }

    /** Returns the first web address among several fields. */
    public @Nullable String url(String... fields) {
        for (String field : fields) {
            String url = url(field);
            if (url != null) {
                return url;
            }
        }
        return null;
    }

    /** Returns the web addresses of an array field. */
    public List<String> urls(String field) {
        return elements(field, element -> asUrl(text(element)));
    }

    /** Returns a TikTok id: digits as text, because numbers above 2^53 lose digits in many programs. 0 is no id. */
    public @Nullable String id(String field) {
        return asId(text(field));
    }

    /** Returns the ids of an array field. */
    public List<String> ids(String field) {
        return elements(field, element -> asId(text(element)));
    }

    /** Returns a handle without leading {@code @} and surrounding blanks. */
    public @Nullable String handle(String field) {
        String given = text(field);
        String text = given == null ? "" : given.strip();
        String handle = text.startsWith("@") ? text.substring(1) : text;
        return handle.isEmpty() ? null : handle;
    }

    /** Returns a counter of 0 or more; {@code null} for a negative one, which results from an overflow. */
    public @Nullable Long count(String field) {
        JsonNode value = node.path(field);
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue() < 0 ? null : value.longValue();
        }
        BigDecimal number = number(field);
        try {
            return number == null || number.signum() < 0 ? null : number.longValueExact();
        } catch (ArithmeticException e) {
            return null;
        }
    }

    /** Returns a size or rate; {@code null} for 0, which providers send if the value is unknown. */
    public @Nullable Long size(String field) {
        Long count = count(field);
        return count == null || count == 0 ? null : count;
    }

    /** Returns a width or height in pixels; {@code null} for 0, which providers send if the value is unknown. */
    public @Nullable Integer pixels(String field) {
        Long size = size(field);
        return size == null || size > Integer.MAX_VALUE ? null : size.intValue();
    }

    /** Returns an index into text, 0 or more. */
    public @Nullable Integer index(String field) {
        Long count = count(field);
        return count == null || count > Integer.MAX_VALUE ? null : count.intValue();
    }

    /**
     * Returns a number of up to 30 digits before and after the point. A JSON number with a fraction has the precision of a
     * double.
     */
    public @Nullable BigDecimal number(String field) {
        JsonNode value = node.path(field);
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return BigDecimal.valueOf(value.longValue());
        }
        BigDecimal number = null;
        if (value.isNumber() && Double.isFinite(value.doubleValue())) {
            number = value.decimalValue();
        } else if (value.isTextual() && Syntax.isNumber(value.textValue())) {
            number = new BigDecimal(value.textValue().strip());
        }
        // Limited, because a short exponent can expand to gigabytes of digits.
        if (number == null || number.precision() - number.scale() > MAX_DIGITS || number.scale() > MAX_DIGITS) {
            return null;
        }
        return number.scale() < 0 ? number.setScale(0) : number;
    }

    /** Returns a duration in seconds; {@code null} for 0, as in the video of a photo post. */
    public @Nullable BigDecimal seconds(String field) {
        BigDecimal number = number(field);
        return number == null || number.signum() <= 0 ? null : number;
    }

    /** Returns a boolean, which may be text, 0 or 1; {@code null} if absent. */
    public @Nullable Boolean flag(String field) {
        JsonNode value = node.path(field);
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        String text = text(value);
        if (text == null) {
            return null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> null;
        };
    }

    /**
     * Returns a Unix time; {@code null} for 0. Up to 11 digits are seconds, more are milliseconds: 12 digits as seconds
     * would be a time after the year 5138.
     */
    public @Nullable Instant epochSeconds(String field) {
        BigDecimal seconds = seconds(field);
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

    /**
     * Returns a time in ISO 8601, or in the format {@code 2025-06-16 17:07:10} in UTC; {@code null} for the start of Unix
     * time, which is a 0 of {@link #epochSeconds} converted to text.
     */
    public @Nullable Instant time(String field) {
        String text = text(field);
        if (text == null) {
            return null;
        }
        try {
            TemporalAccessor time =
                    DateTimeFormatter.ISO_DATE_TIME.parse(text.strip().replace(' ', 'T'));
            ZoneOffset offset = time.query(TemporalQueries.offset());
            Instant instant = LocalDateTime.from(time).toInstant(offset == null ? ZoneOffset.UTC : offset);
            return instant.isAfter(Instant.EPOCH) && !instant.isAfter(MAX_TIME) ? instant : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable String text(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue().isBlank() ? null : value.textValue();
        }
        return value.isNumber() ? value.asText() : null;
    }

    private static @Nullable String asId(@Nullable String text) {
        return text != null && Syntax.isId(text) ? text : null;
    }

    private static @Nullable String asUrl(@Nullable String text) {
        return text != null && Syntax.isWebAddress(text) ? text : null;
    }

    /** Returns the readable elements of an array field. */
    private <T> List<T> elements(String field, ElementReader<T> reader) {
        JsonNode array = node.path(field);
        if (!array.isArray()) {
            return List.of();
        }
        List<T> elements = new ArrayList<>(array.size());
        for (JsonNode element : array) {
            T value = reader.read(element);
            if (value != null) {
                elements.add(value);
            }
        }
        return List.copyOf(elements);
    }

    private interface ElementReader<T> {

        @Nullable
        T read(JsonNode element);
    }
}
