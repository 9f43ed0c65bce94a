package io.github.cameltiktok.gateway.watch;

import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.model.TikTokResource;
import io.github.cameltiktok.watch.MinGrowth;
import io.github.cameltiktok.watch.Watch;
import io.github.cameltiktok.watch.WatchedFields;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Fields that a watch compares, and events that it reports. Immutable.
 *
 * @param every time between two polls
 * @param fields comma-separated names of the watched fields
 * @param minGrowth least change of counters, see {@link MinGrowth}; empty for any
 * @param events out of {@link #EVENTS}
 * @param label name for people; empty for none
 */
record WatchSettings(Duration every, String fields, String minGrowth, Set<String> events, String label) {

    /** Names of all events of a watch. */
    static final Set<String> EVENTS = new TreeSet<>(Set.of("first", "changed", "disappeared", "reappeared"));

    static final int LONGEST_FIELDS = 2_048;
    static final int LONGEST_MIN_GROWTH = 512;
    static final int LONGEST_LABEL = 200;

    WatchSettings {
        events = Set.copyOf(events);
    }

    /** Returns the comparison of the watch. */
    Watch comparison(TikTokResource kind) {
        WatchedFields watched = WatchedFields.parse(fields, kind.recordType());
        return new Watch(
                watched, minGrowth.isEmpty() ? MinGrowth.ANY : MinGrowth.parse(minGrowth, watched.names()), false);
    }

    /**
     * Returns the names of the fields, comma-separated.
     *
     * @param list names and objects; {@code null} for the defaults
     * @throws ProblemException if the record has no such field
     */
    static String fields(@Nullable String list, TikTokResource kind) {
        try {
            WatchedFields watched = list == null
                    ? WatchedFields.byDefault(kind.recordType())
                    : WatchedFields.parse(list, kind.recordType());
            return String.join(",", watched.names());
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("/watch", String.valueOf(e.getMessage()));
        }
    }

    /**
     * Returns the rules, checked.
     *
     * @param rules {@code null} for any change
     * @param fields comma-separated names of the watched fields
     * @throws ProblemException if a rule is malformed or its field is not watched
     */
    static String minGrowth(@Nullable String rules, String fields) {
        if (rules == null) {
            return "";
        }
        try {
            MinGrowth.parse(rules, new TreeSet<>(Set.of(fields.split(",", -1))));
            return rules;
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("/minGrowth", String.valueOf(e.getMessage()));
        }
    }

    /** @throws ProblemException if the text is no time */
    static Duration every(String text) {
        try {
            return PollInterval.parse(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("/every", String.valueOf(e.getMessage()));
        }
    }
}
