package io.github.cameltiktok.pipeline.deadletters;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts dead letters. For one thread. */
final class DeadLetterSummary {

    private static final String COLUMN = "dead letters";

    private final String topic;
    private final Selection selection;
    private final Instant now;
    private final ValueCounts errors = new ValueCounts();
    private final ValueCounts statusAndCodes = new ValueCounts();
    private final ValueCounts sources = new ValueCounts();
    private @Nullable DeadLetter oldest;
    private @Nullable DeadLetter newest;
    private long read;
    private long selected;
    private long withoutValue;

    /**
     * Creates an empty summary.
     *
     * @param now time to which ages are printed
     */
    DeadLetterSummary(String topic, Selection selection, Instant now) {
        this.topic = topic;
        this.selection = selection;
        this.now = now;
    }

    /** Counts a letter if it is selected. */
    void add(DeadLetter letter) {
        read++;
        if (!selection.matches(letter)) {
            return;
        }
        selected++;
        String error = letter.simpleErrorClass();
        errors.add(error);
        if (!letter.statusAndCode().isEmpty()) {
            statusAndCodes.add(letter.statusAndCode() + " (" + error + ')');
        }
        sources.add(letter.source());
        if (letter.isValueOmitted()) {
            withoutValue++;
        }
        if (oldest == null || letter.timestamp().isBefore(oldest.timestamp())) {
            oldest = letter;
        }
        if (newest == null || !letter.timestamp().isBefore(newest.timestamp())) {
            newest = letter;
        }
    }

    void print(PrintWriter out) {
        if (read == 0) {
            out.println(topic + ": no dead letters");
            return;
        }
        out.println(topic + ": " + selected + (selected == 1 ? " dead letter" : " dead letters")
                + (selected == read ? "" : " selected of " + read));
        errors.print(out, "ERROR", COLUMN);
        statusAndCodes.print(out, "PROVIDER'S STATUS AND CODE", COLUMN);
        sources.print(out, "REQUEST SOURCE", COLUMN);
        if (oldest != null && newest != null) {
            out.println();
            print(out, "oldest", oldest);
            print(out, "newest", newest);
        }
        if (withoutValue > 0) {
            out.println();
            out.println(withoutValue + " without their values, which were too large for the topic: not replayable");
        }
    }

    private void print(PrintWriter out, String title, DeadLetter letter) {
        out.printf(
                "%s %s, %s ago, partition %d, offset %d%n",
                title,
                letter.timestamp(),
                age(Duration.between(letter.timestamp(), now)),
                letter.record().partition(),
                letter.offset());
    }

    /** Returns a duration in its largest unit: seconds, minutes, hours or days; 0 s if it is negative. */
    static String age(Duration age) {
        if (age.toDays() > 0) {
            return age.toDays() + " d";
        }
        if (age.toHours() > 0) {
            return age.toHours() + " h";
        }
        return age.toMinutes() > 0 ? age.toMinutes() + " min" : Math.max(0, age.toSeconds()) + " s";
    }
}
