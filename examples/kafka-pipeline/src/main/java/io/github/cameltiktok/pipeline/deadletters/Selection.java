package io.github.cameltiktok.pipeline.deadletters;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A selection of dead letters. All conditions must apply; of several values of one condition, any. Equal selections have equal
 * texts. Immutable.
 *
 * @param errorClasses simple or full names of exceptions; empty for all
 * @param sources platforms that sent the requests; empty for all
 * @param since earliest time of writing, inclusive; {@code null} for no limit
 * @param until latest time of writing, exclusive; {@code null} for no limit
 * @param offsets ranges of the dead-letter topic; empty for all of it
 */
record Selection(
        SortedSet<String> errorClasses,
        SortedSet<String> sources,
        @Nullable Instant since,
        @Nullable Instant until,
        SortedSet<OffsetRange> offsets) {

    /** The text of a selection of everything. */
    private static final String ALL = "all";

    /** Kafka stores the text with each committed offset, and accepts 4096 bytes. */
    private static final int MAX_TEXT_LENGTH = 2_000;

    private static final int ID_DIGITS = 8;

    boolean matches(DeadLetter letter) {
        return (errorClasses.isEmpty()
                        || errorClasses.contains(letter.errorClass())
                        || errorClasses.contains(letter.simpleErrorClass()))
                && (sources.isEmpty() || sources.contains(letter.source()))
                && (since == null || !letter.timestamp().isBefore(since))
                && (until == null || letter.timestamp().isBefore(until))
                && contains(letter.record().partition(), letter.offset());
    }

    /** Returns the first selected offset of a partition; {@code Long.MAX_VALUE} if there is none. */
    long firstOffset(int partition) {
        return offsets.isEmpty()
                ? 0
                : offsets.stream()
                        .filter(range -> range.partition() == partition)
                        .mapToLong(OffsetRange::from)
                        .min()
                        .orElse(Long.MAX_VALUE);
    }

    /** Returns the last selected offset of a partition; -1 if there is none. */
    long lastOffset(int partition) {
        return offsets.isEmpty()
                ? Long.MAX_VALUE - 1
                : offsets.stream()
                        .filter(range -> range.partition() == partition)
                        .mapToLong(OffsetRange::to)
                        .max()
                        .orElse(-1);
    }

    /** Returns 8 hexadecimal digits of a hash of the text, for names of groups. */
    String id() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, ID_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns whether the text is too long to be stored with an offset. */
    boolean isTooLong() {
        return toString().length() > MAX_TEXT_LENGTH;
    }

    /** Returns a text that {@link #parse} reads. */
    @Override
    public String toString() {
        List<String> conditions = new ArrayList<>();
        errorClasses.forEach(name -> conditions.add("error-class=" + encoded(name)));
        sources.forEach(name -> conditions.add("source=" + encoded(name)));
        if (since != null) {
            conditions.add("since=" + since);
        }
        if (until != null) {
            conditions.add("until=" + until);
        }
        offsets.forEach(range -> conditions.add("offsets=" + range));
        return conditions.isEmpty() ? ALL : String.join("&", conditions);
    }

    /**
     * Reads a text of {@link #toString}.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    static Selection parse(String text) {
        SortedSet<String> errorClasses = new TreeSet<>();
        SortedSet<String> sources = new TreeSet<>();
        SortedSet<OffsetRange> offsets = new TreeSet<>();
        Instant since = null;
        Instant until = null;
        List<String> conditions = text.equals(ALL) ? List.of() : Arrays.asList(text.split("&"));
        for (String condition : conditions) {
            int equals = condition.indexOf('=');
            String value = URLDecoder.decode(condition.substring(equals + 1), StandardCharsets.UTF_8);
            switch (condition.substring(0, Math.max(0, equals))) {
                case "error-class" -> errorClasses.add(value);
                case "source" -> sources.add(value);
                case "since" -> since = Instant.parse(value);
                case "until" -> until = Instant.parse(value);
                case "offsets" -> offsets.add(OffsetRange.parse(value));
                default -> throw new IllegalArgumentException("unknown condition of a selection: " + condition);
            }
        }
        return new Selection(errorClasses, sources, since, until, offsets);
    }

    private boolean contains(int partition, long offset) {
        return offsets.isEmpty() || offsets.stream().anyMatch(range -> range.contains(partition, offset));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
