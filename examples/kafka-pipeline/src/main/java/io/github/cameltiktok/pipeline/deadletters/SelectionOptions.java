package io.github.cameltiktok.pipeline.deadletters;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Options that select dead letters. Times are absolute, because the progress of a replay belongs to its selection: {@code 2h}
 * would be another selection at each call.
 */
final class SelectionOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--error-class",
            split = ",",
            paramLabel = "NAME",
            description = "Only letters with this exception, by its simple or its full name. Repeatable.")
    private List<String> errorClasses = List.of();

    @Option(
            names = "--source",
            split = ",",
            paramLabel = "NAME",
            description = "Only requests of this source, such as ZAPIER, or unknown. Repeatable.")
    private List<String> sources = List.of();

    @Option(
            names = "--since",
            paramLabel = "INSTANT",
            description = "Only letters written at this time or later, in ISO 8601: 2026-01-31T03:00:00Z")
    private @Nullable String since;

    @Option(
            names = "--until",
            paramLabel = "INSTANT",
            description = "Only letters written before this time, in ISO 8601.")
    private @Nullable String until;

    @Option(
            names = "--offsets",
            split = ",",
            paramLabel = "PARTITION:FROM-TO",
            description = "Only these offsets of the dead-letter topic, both ends included. Repeatable.")
    private List<String> offsets = List.of();

    /**
     * Returns the selection.
     *
     * @throws ParameterException if an option has an invalid value
     */
    Selection selection() {
        SortedSet<OffsetRange> ranges = new TreeSet<>();
        for (String range : offsets) {
            try {
                ranges.add(OffsetRange.parse(range.strip()));
            } catch (IllegalArgumentException e) {
                throw wrong("--offsets " + e.getMessage());
            }
        }
        Instant from = since == null ? null : instant("--since", since);
        Instant to = until == null ? null : instant("--until", until);
        if (from != null && to != null && !from.isBefore(to)) {
            throw wrong("--since must be before --until, but is " + from + ", and --until is " + to);
        }
        Selection selection =
                new Selection(names("--error-class", errorClasses), names("--source", sources), from, to, ranges);
        if (selection.isTooLong()) {
            throw wrong("the selection is longer than 2000 characters: use fewer --offsets or names");
        }
        return selection;
    }

    private SortedSet<String> names(String option, List<String> given) {
        SortedSet<String> names = new TreeSet<>();
        for (String name : given) {
            if (name.isBlank()) {
                throw wrong(option + " must not be empty");
            }
            names.add(name.strip());
        }
        return names;
    }

    private Instant instant(String option, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw wrong(
                    option + " must be a time with its offset from UTC, such as 2026-01-31T03:00:00Z, but is " + text);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
