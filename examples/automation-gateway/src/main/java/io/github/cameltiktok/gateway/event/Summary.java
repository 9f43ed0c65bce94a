package io.github.cameltiktok.gateway.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An event in one line of English, such as {@code @some.cook: plays 1,000,000 → 1,250,000 (+25 %, 41,667 an hour)}. */
final class Summary {

    private static final int MOST_CHANGES = 3;
    private static final int LONGEST_TEXT = 40;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal TEN = BigDecimal.TEN;

    private Summary() {}

    /** @param subject name of the subject, such as {@code @some.cook} */
    static String of(String subject, EventDraft event) {
        String changes = changes(event.changes());
        String text =
                switch (event.name()) {
                    case "first" -> first(event.record());
                    case "disappeared" -> "no longer visible";
                    case "reappeared" -> changes.isEmpty() ? "visible again" : "visible again, " + changes;
                    default -> changes;
                };
        return subject + ": " + text;
    }

    private static String first(@Nullable JsonNode record) {
        if (record != null) {
            for (String counter : List.of("plays", "followers")) {
                JsonNode value = record.path("stats").path(counter);
                if (value.isNumber()) {
                    return "first seen, " + counter + ' ' + number(value.decimalValue());
                }
            }
        }
        return "first seen";
    }

    private static String changes(List<FieldChange> changes) {
        String text = changes.stream().limit(MOST_CHANGES).map(Summary::change).collect(Collectors.joining(", "));
        int more = changes.size() - MOST_CHANGES;
        return more > 0 ? text + " and " + more + " more" : text;
    }

    private static String change(FieldChange change) {
        String name = change.field().replaceFirst("^stats\\.", "");
        JsonNode before = change.before();
        JsonNode after = change.after();
        if (before == null) {
            return name + " changed";
        }
        if (!before.isNumber() || !after.isNumber()) {
            return isShort(before) && isShort(after)
                    ? name + ' ' + before.asText() + " → " + after.asText()
                    : name + " changed";
        }
        return name + ' ' + number(before.decimalValue()) + " → " + number(after.decimalValue()) + growth(change);
    }

    private static String growth(FieldChange change) {
        StringBuilder text = new StringBuilder();
        BigDecimal before =
                change.before() == null ? BigDecimal.ZERO : change.before().decimalValue();
        if (change.delta() != null && before.signum() != 0) {
            text.append(percent(change.delta(), before.abs()));
        }
        if (change.perHour() != null) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(number(change.perHour().setScale(0, RoundingMode.HALF_UP)))
                    .append(" an hour");
        }
        return text.isEmpty() ? "" : " (" + text + ')';
    }

    /** Returns nothing for a share that rounds to 0 %. */
    private static String percent(BigDecimal delta, BigDecimal before) {
        BigDecimal percent = delta.multiply(HUNDRED).divide(before, 6, RoundingMode.HALF_UP);
        int digits = percent.abs().compareTo(TEN) < 0 ? 1 : 0;
        BigDecimal rounded = percent.setScale(digits, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "" : (rounded.signum() > 0 ? "+" : "") + number(rounded) + " %";
    }

    private static String number(BigDecimal value) {
        return NumberFormat.getNumberInstance(Locale.ENGLISH).format(value);
    }

    private static boolean isShort(JsonNode value) {
        String text = value.asText();
        return !text.isEmpty() && text.length() <= LONGEST_TEXT && text.indexOf('\n') < 0;
    }
}
