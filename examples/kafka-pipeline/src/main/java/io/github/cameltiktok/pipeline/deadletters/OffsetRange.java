package io.github.cameltiktok.pipeline.deadletters;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of offsets in one partition of the dead-letter topic. Immutable.
 *
 * @param partition its number
 * @param from the first offset
 * @param to the last offset, inclusive
 */
record OffsetRange(int partition, long from, long to) implements Comparable<OffsetRange> {

    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,9}):(\\d{1,18})-(\\d{1,18})");

    /**
     * Reads {@code PARTITION:FROM-TO}.
     *
     * @throws IllegalArgumentException if the text has another form, or the range ends before it begins
     */
    static OffsetRange parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("must be PARTITION:FROM-TO such as 0:120-180, but is " + text);
        }
        OffsetRange range = new OffsetRange(
                Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3)));
        if (range.from > range.to) {
            throw new IllegalArgumentException("must not end before it begins, but is " + text);
        }
        return range;
    }

    boolean contains(int partition, long offset) {
        return partition == this.partition && from <= offset && offset <= to;
    }

    @Override
    public int compareTo(OffsetRange other) {
        int byPartition = Integer.compare(partition, other.partition);
        int byFrom = byPartition != 0 ? byPartition : Long.compare(from, other.from);
        return byFrom != 0 ? byFrom : Long.compare(to, other.to);
    }

    @Override
    public String toString() {
        return partition + ":" + from + '-' + to;
    }
}
