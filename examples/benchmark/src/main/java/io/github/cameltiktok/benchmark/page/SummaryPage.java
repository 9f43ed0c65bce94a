package io.github.cameltiktok.benchmark.page;

import io.github.cameltiktok.benchmark.Comparison;
import io.github.cameltiktok.benchmark.Comparison.Outcome;
import io.github.cameltiktok.benchmark.Figure;
import io.github.cameltiktok.benchmark.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes {@code README.md}, the verdict in a few numbers. */
public final class SummaryPage {

    private static final String OWN = "camel-tiktok";
    private static final String HTTP = "camel-http";
    private static final String QUEUE = "camel-http throttle with queue";
    private static final String END_TO_END = "end-to-end";
    private static final String OVERLOAD = "overload";
    private static final String SLOW = "3x slow at first";
    private static final String IN_FLIGHT = "in-flight";
    private static final String START_UP = "start-up";
    private static final String NEW = "new connections";

    private static final List<Line> LINES = List.of(
            new Line(END_TO_END, HTTP, "1", "cpu", "CPU per lookup, 1 in flight", "µs", false),
            new Line(END_TO_END, HTTP, "256", "cpu", "CPU per lookup, 256 in flight", "µs", false),
            new Line(END_TO_END, HTTP, "1", "p50", "median latency, 1 in flight", "µs", false),
            new Line(END_TO_END, HTTP, "256", "p99", "latency at the 99th percentile, 256 in flight", "µs", false),
            new Line(END_TO_END, HTTP, "1", "throughput", "lookups per second, 1 in flight", "", true),
            new Line(END_TO_END, HTTP, "256", "throughput", "lookups per second, 256 in flight", "", true),
            new Line(OVERLOAD, QUEUE, "3x", "p50 of those served", "median latency, 3 times the load", "ms", false),
            new Line(OVERLOAD, QUEUE, "3x", "goodput", "goodput, 3 times the load", "%", true),
            new Line(OVERLOAD, QUEUE, SLOW, "goodput", "goodput, provider slow at first", "%", true),
            new Line(OVERLOAD, QUEUE, SLOW, "wasted calls", "wasted calls, provider slow at first", "%", false));

    /** A row of the table. */
    private record Line(
            String benchmark,
            String contender,
            String setting,
            String metric,
            String title,
            String unit,
            boolean moreIsBetter) {

        Comparison comparison(Results results) {
            return new Comparison(
                    contender,
                    metric,
                    setting,
                    results.figure(benchmark, OWN, setting, metric),
                    results.figure(benchmark, contender, setting, metric),
                    moreIsBetter);
        }

        List<String> cells(Results results) {
            Comparison comparison = comparison(results);
            return List.of(
                    unit.isEmpty() ? title : title + ", " + unit,
                    Table.cell(comparison.own()),
                    Table.cell(comparison.other()),
                    winner(results));
        }

        String winner(Results results) {
            return switch (comparison(results).outcome()) {
                case WON -> OWN;
                case LOST -> HTTP;
                case UNCLEAR -> "no clear difference";
            };
        }
    }

    private final Path folder;

    /** @param folder folder of the page */
    public SummaryPage(Path folder) {
        this.folder = folder;
    }

    /** Writes the page if all its benchmarks have results. */
    public void write(Results results) throws IOException {
        if (List.of(END_TO_END, OVERLOAD, IN_FLIGHT, START_UP).stream().allMatch(results::has)) {
            Files.writeString(folder.resolve("README.md"), page(results));
        }
    }

    private static String page(Results results) {
        Table table = new Table(List.of("", OWN, "camel-http route", "better"));
        LINES.forEach(line -> table.row(line.cells(results)));
        Comparison latency = LINES.get(2).comparison(results);
        Comparison wasted = LINES.get(LINES.size() - 1).comparison(results);
        return """
                # Benchmarks

                Per lookup, camel-tiktok is %s a hand-written camel-http route: %s µs to %s µs, without the provider's time.
                When an overloaded provider slows down, camel-tiktok wastes %s %% of its calls, a camel-http route with a queue %s %%.
                An application with camel-tiktok starts in %s ms instead of %s ms, and its first lookup takes %s ms.

                The provider is a local server, so a real provider's time comes in addition. Values are medians of all rounds, with the lowest
                and highest one in brackets. If these ranges overlap, the row has no winner.%s

                %s
                - Goodput is the share of possible answers that arrive within the deadline. A wasted call is paid, and its answer arrives too late.
                - The camel-http route of the overload rows limits calls with `throttle`. Its queue is sized by hand.
                - 10,000 lookups in flight take %s threads. A camel-http route blocks one thread per lookup.
                - [Benchmark data](data.md) has all contenders, charts, the machine, and the command that measures them.
                """.formatted(
                        speed(latency.outcome()),
                        median(latency.own()),
                        median(latency.other()),
                        median(wasted.own()),
                        median(wasted.other()),
                        median(results.figure(START_UP, "with", "camel-main", "start")),
                        median(results.figure(START_UP, "without", "camel-main", "start")),
                        median(results.figure(START_UP, "with", "camel-main", "first exchange")),
                        example(results),
                        table,
                        median(results.figure(IN_FLIGHT, OWN, NEW, "threads")));
    }

    /** Returns a sentence on the first row with a winner. */
    private static String example(Results results) {
        return LINES.stream()
                .filter(line -> line.comparison(results).outcome() != Outcome.UNCLEAR)
                .findFirst()
                .map(line -> "\nFor example, every round of " + line.winner(results) + " was better in: " + line.title()
                        + ".")
                .orElse("");
    }

    private static String speed(Outcome outcome) {
        return switch (outcome) {
            case WON -> "faster than";
            case LOST -> "slower than";
            case UNCLEAR -> "as fast as";
        };
    }

    private static String median(Figure figure) {
        return Table.number(figure.median());
    }
}
