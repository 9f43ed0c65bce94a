package io.github.cameltiktok.benchmark.page;

import io.github.cameltiktok.benchmark.Comparison;
import io.github.cameltiktok.benchmark.Comparison.Outcome;
import io.github.cameltiktok.benchmark.Figure;
import io.github.cameltiktok.benchmark.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Writes {@code README.md}, the verdict in a few numbers. */
public final class SummaryPage {

    private static final String OWN = "camel-tiktok";
    private static final String HTTP = "camel-http";
    private static final String SAME_PROMISES = "camel-http same promises";
    private static final String QUEUE = "camel-http throttle with queue";
    private static final String END_TO_END = "end-to-end";
    private static final String OVERLOAD = "overload";
    private static final String SLOW = "3x slow at first";
    private static final String IN_FLIGHT = "in-flight";
    private static final String START_UP = "start-up";
    private static final String NEW = "new connections";

    /** Assumed, because no provider documents its answer time. */
    private static final int ANSWER_MILLIS = 500;

    private static final int LOOKUPS_PER_SECOND = 100;
    private static final double MICROS_PER_MILLI = 1_000;
    private static final double MICROS_PER_SECOND = 1_000_000;
    private static final int PERCENT = 100;

    private static final Line CPU_1 = lookup("1", "cpu", "CPU per lookup, 1 in flight", "µs", false);
    private static final Line CPU_32 = lookup("32", "cpu", "CPU per lookup, 32 in flight", "µs", false);
    private static final Line CPU_256 = lookup("256", "cpu", "CPU per lookup, 256 in flight", "µs", false);
    private static final Line LATENCY = lookup("1", "p50", "median latency, 1 in flight", "µs", false);
    private static final Line WASTED =
            overload(SLOW, "wasted calls", "wasted calls, provider slow at first", "%", false);

    private static final List<Line> LOOKUP = List.of(
            CPU_1,
            CPU_32,
            CPU_256,
            lookup("1", "throughput", "lookups per second, 1 in flight", "", true),
            lookup("32", "throughput", "lookups per second, 32 in flight", "", true),
            lookup("256", "throughput", "lookups per second, 256 in flight", "", true),
            LATENCY,
            lookup("32", "p99", "latency at the 99th percentile, 32 in flight", "µs", false),
            lookup("32", "allocation", "allocation per lookup, 32 in flight", "KiB", false));

    private static final List<Line> UNDER_OVERLOAD = List.of(
            overload("3x", "goodput", "goodput, 3 times the load", "%", true),
            overload(SLOW, "goodput", "goodput, provider slow at first", "%", true),
            WASTED,
            overload("3x", "p50 of those served", "median latency, 3 times the load", "ms", false));

    /**
     * A row of a table.
     *
     * @param contenders results of these are compared with the connector's
     * @param title the metric with its setting
     * @param unit the unit; empty for a count
     */
    private record Line(
            String benchmark,
            List<String> contenders,
            String setting,
            String metric,
            String title,
            String unit,
            boolean moreIsBetter) {

        Figure own(Results results) {
            return results.figure(benchmark, OWN, setting, metric);
        }

        Comparison comparison(Results results, String contender) {
            return new Comparison(
                    contender,
                    metric,
                    setting,
                    own(results),
                    results.figure(benchmark, contender, setting, metric),
                    moreIsBetter);
        }

        boolean isKnown(Results results) {
            return own(results).isKnown()
                    && contenders.stream()
                            .allMatch(contender ->
                                    comparison(results, contender).other().isKnown());
        }

        List<String> cells(Results results) {
            List<String> cells =
                    new ArrayList<>(List.of(unit.isEmpty() ? title : title + ", " + unit, Table.cell(own(results))));
            for (String contender : contenders) {
                Comparison comparison = comparison(results, contender);
                cells.add(Table.cell(comparison.other()));
                cells.add(
                        switch (comparison.outcome()) {
                            case WON -> OWN;
                            case LOST -> contender;
                            case EVEN -> "even";
                        });
            }
            return cells;
        }
    }

    private final Path folder;

    /** @param folder folder of the page */
    public SummaryPage(Path folder) {
        this.folder = folder;
    }

    private static Line lookup(String setting, String metric, String title, String unit, boolean moreIsBetter) {
        return new Line(END_TO_END, List.of(SAME_PROMISES, HTTP), setting, metric, title, unit, moreIsBetter);
    }

    private static Line overload(String setting, String metric, String title, String unit, boolean moreIsBetter) {
        return new Line(OVERLOAD, List.of(QUEUE), setting, metric, title, unit, moreIsBetter);
    }

    /** Writes the page if all its figures are known. */
    public void write(Results results) throws IOException {
        if (Stream.concat(LOOKUP.stream(), UNDER_OVERLOAD.stream()).allMatch(line -> line.isKnown(results))
                && results.has(IN_FLIGHT)
                && results.has(START_UP)) {
            Files.writeString(folder.resolve("README.md"), page(results));
        }
    }

    private static String page(Results results) {
        Table lookup = new Table(List.of("", OWN, SAME_PROMISES, "better", HTTP, "better"));
        LOOKUP.forEach(line -> lookup.row(line.cells(results)));
        Table overload = new Table(List.of("", OWN, QUEUE, "better"));
        UNDER_OVERLOAD.forEach(line -> overload.row(line.cells(results)));
        Comparison at256 = CPU_256.comparison(results, SAME_PROMISES);
        Comparison at32 = CPU_32.comparison(results, SAME_PROMISES);
        Comparison at1 = CPU_1.comparison(results, SAME_PROMISES);
        Comparison wasted = WASTED.comparison(results, QUEUE);
        double cpu = CPU_1.own(results).median();
        double latency = LATENCY.own(results).median();
        return """
                # Benchmarks

                With 256 lookups in flight, camel-tiktok %s a hand-written camel-http route with the same promises.
                With 32, camel-tiktok %s this route, and with 1, camel-tiktok %s this route.
                When an overloaded provider slows down, camel-tiktok wastes %s %% of its calls, and a camel-http route with a queue %s %%.

                The promises are a limit of calls with a queue, a circuit breaker, retries, a deadline, and an exception for each kind of
                error. The CPU per lookup, that of camel-tiktok first, is %s to %s µs with 256 in flight, %s to %s µs with 32, and %s to
                %s µs with 1.

                ## Next to a provider's answer

                With 1 in flight, a lookup takes %s µs of CPU, and %s µs until the answer of a local server arrives. The providers do not
                document how long their answers take. As an example, assume %d ms. The CPU is then %s %% of that time, and the latency %s %%.
                For %d lookups per second, camel-tiktok needs %s %% of a core.

                ## Cost of a lookup

                The provider is a local server that answers at once. Values are medians of all rounds, with the lowest and highest one in
                brackets. If these ranges overlap, the two are even.%s

                %s
                ## Under overload

                The local server allows 3 simultaneous calls and answers after 200 ms. Goodput is the share of possible answers that arrive
                within the deadline. A wasted call is paid, and its answer arrives too late. The queue of the camel-http route is sized by hand.

                %s
                ## Threads and start

                - 10,000 lookups in flight take %s threads. A camel-http route blocks one thread per lookup.
                - An application with camel-tiktok starts in %s ms instead of %s ms. Its first lookup takes %s ms.

                [Benchmark data](data.md) has all contenders, goals, charts, the machine, and the command that measures them.
                """.formatted(
                        verb(at256.outcome()),
                        verb(at32.outcome()),
                        verb(at1.outcome()),
                        median(wasted.own()),
                        median(wasted.other()),
                        median(at256.own()),
                        median(at256.other()),
                        median(at32.own()),
                        median(at32.other()),
                        median(at1.own()),
                        median(at1.other()),
                        Table.number(cpu),
                        Table.number(latency),
                        ANSWER_MILLIS,
                        percent(cpu / MICROS_PER_MILLI / ANSWER_MILLIS),
                        percent(latency / MICROS_PER_MILLI / ANSWER_MILLIS),
                        LOOKUPS_PER_SECOND,
                        Table.number(PERCENT * cpu * LOOKUPS_PER_SECOND / MICROS_PER_SECOND),
                        example(results),
                        lookup,
                        overload,
                        median(results.figure(IN_FLIGHT, OWN, NEW, "threads")),
                        median(results.figure(START_UP, "with", "camel-main", "start")),
                        median(results.figure(START_UP, "without", "camel-main", "start")),
                        median(results.figure(START_UP, "with", "camel-main", "first exchange")));
    }

    /** Returns a sentence on the first row with a winner. */
    private static String example(Results results) {
        return LOOKUP.stream()
                .flatMap(line -> line.contenders().stream()
                        .filter(contender -> line.comparison(results, contender).outcome() != Outcome.EVEN)
                        .map(contender -> {
                            boolean isWon = line.comparison(results, contender).outcome() == Outcome.WON;
                            return "\nFor example, each round of %s was better than each of %s in: %s."
                                    .formatted(isWon ? OWN : contender, isWon ? contender : OWN, line.title());
                        }))
                .findFirst()
                .orElse("");
    }

    private static String verb(Outcome outcome) {
        return switch (outcome) {
            case WON -> "takes less CPU than";
            case LOST -> "takes more CPU than";
            case EVEN -> "is even in CPU with";
        };
    }

    private static String median(Figure figure) {
        return Table.number(figure.median());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.3f", PERCENT * share);
    }
}
