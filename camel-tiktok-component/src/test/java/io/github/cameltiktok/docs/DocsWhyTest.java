package io.github.cameltiktok.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The comparison of docs/start/why.md has the lines of the benchmark's route and the benchmark's numbers. */
final class DocsWhyTest {

    private static final String CONTENDERS =
            "examples/benchmark/src/main/java/io/github/cameltiktok/benchmark/contender/";
    private static final String NOT_CODE = "|[/*].*|import .*|package .*";
    private static final Pattern NUMBER = Pattern.compile("[\\d.,]*\\d(?= (?:µs|ms|%))");

    private final String page = Repository.read(Repository.path("docs/start/why.md"));

    @Test
    void routeByHandHasTheseLines() {
        long lines = Stream.of("CamelHttpRoute.java", "HandMapping.java")
                .flatMap(file ->
                        Repository.read(Repository.path(CONTENDERS + file)).lines())
                .filter(line -> !line.strip().matches(NOT_CODE))
                .count();

        assertThat(page).contains("Route and mapping are " + lines + " lines of code");
    }

    @Test
    void numbersAreThoseOfTheBenchmarks() {
        String benchmarks = Repository.read(Repository.path("docs/project/benchmarks/README.md"))
                + Repository.read(Repository.path("docs/project/benchmarks/data.md"));
        String section = page.replaceFirst("(?s).*## Numbers(.*?)\n## .*", "$1");
        List<String> numbers =
                NUMBER.matcher(section).results().map(MatchResult::group).toList();

        assertThat(numbers).hasSizeGreaterThan(8).allSatisfy(number -> assertThat(benchmarks)
                .containsPattern("(?<![\\d.,])" + Pattern.quote(number) + "(?![\\d]|[.,]\\d)"));
    }
}
