package io.github.cameltiktok.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names in an expression of Prometheus' query language. It supports the part of the language that the rules and the dashboard
 * use. Immutable.
 *
 * @param selectors of series
 * @param grouping labels after {@code by}, {@code on} and the like
 */
record PromQl(List<Selector> selectors, Set<String> grouping) {

    private static final Pattern VARIABLE = Pattern.compile("label_values\\((.*), (\\w+)\\)");
    private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*]");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern SELECTOR =
            Pattern.compile("(?<![\\w.])([a-zA-Z_:][\\w:]*)\\b(?!\\s*\\()\\s*(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

    /** A selector of series of one metric. */
    record Selector(String metric, List<LabelMatcher> matchers) {

        boolean matches(Map<String, String> labels) {
            return matchers.stream().allMatch(matcher -> matcher.matches(labels.get(matcher.label())));
        }
    }

    /** A condition on a label. */
    record LabelMatcher(String label, String operator, String value) {

        /** Returns false for a series without the label, so that misspelled names are found. */
        boolean matches(@Nullable String actual) {
            if (actual == null) {
                return false;
            }
            boolean isEqual = operator.contains("~") ? actual.matches(value) : actual.equals(value);
            return operator.startsWith("=") == isEqual;
        }
    }

    static PromQl of(String expression) {
        Matcher variable = VARIABLE.matcher(expression);
        if (variable.matches()) {
            return new PromQl(of(variable.group(1)).selectors(), Set.of(variable.group(2)));
        }
        String withoutRanges = RANGE.matcher(expression).replaceAll("");
        Set<String> grouping = GROUPING.matcher(withoutRanges)
                .results()
                .flatMap(match -> Stream.of(match.group(1).split(",")))
                .map(String::trim)
                .collect(Collectors.toUnmodifiableSet());
        List<Selector> selectors = SELECTOR.matcher(
                        GROUPING.matcher(withoutRanges).replaceAll(""))
                .results()
                .filter(match -> !OPERATORS.contains(match.group(1)))
                .map(match -> new Selector(match.group(1), matchers(match.group(2) == null ? "" : match.group(2))))
                .toList();
        return new PromQl(selectors, grouping);
    }

    private static List<LabelMatcher> matchers(String text) {
        return MATCHER.matcher(text)
                .results()
                .map(match -> new LabelMatcher(
                        match.group(1), match.group(2), match.group(3).replace("\\\\", "\\")))
                .toList();
    }
}
