package io.github.cameltiktok.benchmark.mapping;

import io.github.cameltiktok.benchmark.Benchmark;
import io.github.cameltiktok.benchmark.Chapter;
import io.github.cameltiktok.benchmark.Comparison;
import io.github.cameltiktok.benchmark.Figure;
import io.github.cameltiktok.benchmark.Goal;
import io.github.cameltiktok.benchmark.Results;
import io.github.cameltiktok.benchmark.Row;
import io.github.cameltiktok.benchmark.page.BarChart;
import io.github.cameltiktok.benchmark.page.Table;
import io.github.cameltiktok.benchmark.process.Harness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Mapping of a provider's bytes to a record and of a record to JSON. */
public final class Mapping implements Benchmark {

    private static final String NAME = "mapping";
    private static final Duration ROUND = Duration.ofSeconds(165);
    private static final String TIME = "time";
    private static final String ALLOCATION = "allocation";
    private static final String JMH_ALLOCATION = "gc.alloc.rate.norm";

    private static final double GOAL = 1.3;
    private static final double BIND_GOAL = 1;
    private static final int MEASUREMENTS = 2;
    private static final double KIB = 1_024;
    private static final double MICROS = 1_000;

    private static final String[] JVM_OPTIONS = {"-Xms512m", "-Xmx512m", "-XX:+UseG1GC"};

    private final List<ProviderAnswer> answers;
    private final Duration warmUp;
    private final Duration measured;

    /**
     * @param answers answers to read and write
     * @param warmUp warm-up time of each process
     * @param measured measured time of each process
     */
    public Mapping(List<ProviderAnswer> answers, Duration warmUp, Duration measured) {
        this.answers = List.copyOf(answers);
        this.warmUp = warmUp;
        this.measured = measured;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration usualTime(int rounds) {
        return ROUND.multipliedBy(rounds);
    }

    /** Runs one fork per contender and round, so that contenders take turns as in the other benchmarks. */
    @Override
    public void run(Harness harness, Results results) throws RunnerException {
        for (int round = 1; round <= harness.rounds(); round++) {
            harness.startRound(NAME, round);
            for (ProviderAnswer answer : answers) {
                for (RunResult result : new Runner(options(harness, answer, round)).run()) {
                    String benchmark = result.getParams().getBenchmark();
                    String method = benchmark.substring(benchmark.lastIndexOf('.') + 1);
                    double time = result.getPrimaryResult().getScore();
                    double bytes = Objects.requireNonNull(
                                    result.getSecondaryResults().get(JMH_ALLOCATION))
                            .getScore();
                    results.add(new Row(NAME, method, answer.title(), round, TIME, time, "ns"));
                    results.add(new Row(NAME, method, answer.title(), round, ALLOCATION, bytes, "B"));
                    harness.progress(String.format(
                            Locale.ROOT,
                            "%s: round %d, %s, %s: %.0f ns, %.0f B",
                            NAME,
                            round,
                            answer.title(),
                            method,
                            time,
                            bytes));
                }
            }
        }
    }

    private Options options(Harness harness, ProviderAnswer answer, int round) {
        String log = "jmh-" + answer.name().toLowerCase(Locale.ROOT) + "-" + round + ".log";
        return new OptionsBuilder()
                .include(Pattern.quote(MappingLoops.class.getName()) + "\\..*")
                .param("answer", answer.name())
                .forks(1)
                .warmupIterations(1)
                .warmupTime(time(warmUp))
                .measurementIterations(MEASUREMENTS)
                .measurementTime(time(measured.dividedBy(MEASUREMENTS)))
                .addProfiler(GCProfiler.class)
                .jvmArgs(JVM_OPTIONS)
                .shouldFailOnError(true)
                .output(harness.folder().resolve(log).toString())
                .build();
    }

    private static TimeValue time(Duration duration) {
        return TimeValue.milliseconds(duration.toMillis());
    }

    @Override
    public Chapter chapter(Results results) {
        List<ProviderAnswer> measuredAnswers = Arrays.stream(ProviderAnswer.values())
                .filter(answer -> results.settings(NAME).contains(answer.title()))
                .toList();
        Map<String, String> images = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        text.append("""
                JMH measures the mapping without route or network. The connector maps the bytes of an answer to its record with the method
                that a lookup uses (`ProviderOperation.read`). The alternatives are Jackson's `readTree` of the same bytes, and Jackson's
                data-binding to plain records with the required fields. Neither creates the connector's record. Names, counters, times,
                hashtags and media URL expiry would still have to be derived and validated. Each value is the average of one fork; contenders
                take turns. %s of one fork.

                """.formatted(results.roundsText(NAME)));
        Table answerTable = new Table(List.of("answer", "bytes"));
        measuredAnswers.forEach(
                answer -> answerTable.row(List.of(answer.title(), Table.number(answer.bytes().length))));
        text.append(answerTable);
        part(text, images, results, measuredAnswers, Contender.readers(), "Bytes to record", "read");
        text.append("""

                The connector writes the record as JSON in UTF-8 (`TikTokJson.bytes`). This is compared with Jackson's `writeValueAsBytes`
                of a tree with the same JSON; building the tree is not included.
                """);
        part(text, images, results, measuredAnswers, Contender.writers(), "Record to JSON", "write");
        List<Goal> goals = new ArrayList<>();
        measuredAnswers.forEach(answer -> goals.add(goal(results, answer, Contender.READ)));
        measuredAnswers.forEach(answer -> goals.add(bindGoal(results, answer)));
        measuredAnswers.forEach(answer -> goals.add(goal(results, answer, Contender.WRITE)));
        return new Chapter("Mapping", text.toString(), goals, comparisons(results, measuredAnswers), images);
    }

    private static void part(
            StringBuilder text,
            Map<String, String> images,
            Results results,
            List<ProviderAnswer> answers,
            List<Contender> contenders,
            String title,
            String name) {
        String image = "mapping-" + name + ".svg";
        List<String> titles = contenders.stream().map(Contender::title).toList();
        BarChart chart = new BarChart(title, "µs", false, titles).withOwnScales();
        for (ProviderAnswer answer : answers) {
            chart.group(
                    answer.title(),
                    contenders.stream()
                            .map(contender -> figure(results, contender, answer, TIME, MICROS))
                            .toList());
        }
        images.put(image, chart.draw());
        text.append("\n### ").append(title).append(", µs\n\n");
        text.append(table(results, answers, contenders, TIME, MICROS))
                .append('\n')
                .append(chart.markdown(image))
                .append("\n### ")
                .append(title)
                .append(": allocation, KiB\n\n")
                .append(table(results, answers, contenders, ALLOCATION, KIB));
    }

    private static Table table(
            Results results, List<ProviderAnswer> answers, List<Contender> contenders, String metric, double unit) {
        Contender own = contenders.get(0);
        List<String> headings = new ArrayList<>(List.of(""));
        contenders.forEach(contender -> headings.add(contender.title()));
        contenders.stream().skip(1).forEach(other -> headings.add("to " + other.title()));
        Table table = new Table(headings);
        for (ProviderAnswer answer : answers) {
            List<String> cells = new ArrayList<>(List.of(answer.title()));
            contenders.forEach(contender -> cells.add(Table.cell(figure(results, contender, answer, metric, unit))));
            contenders.stream().skip(1).forEach(other -> cells.add(times(ratio(results, answer, own, other, metric))));
            table.row(cells);
        }
        return table;
    }

    /** Both directions are compared with {@code readTree} of the provider's bytes. */
    private static Goal goal(Results results, ProviderAnswer answer, Contender own) {
        double ratio = ratio(results, answer, own, Contender.READ_TREE, TIME);
        String direction = own == Contender.READ ? "bytes to record" : "record to JSON";
        return new Goal(
                direction + ": at most " + GOAL + " times as long as `readTree` of the bytes, " + answer.title(),
                times(ratio),
                ratio <= GOAL);
    }

    private static Goal bindGoal(Results results, ProviderAnswer answer) {
        double more = figure(results, Contender.READ, answer, TIME, MICROS).median()
                - figure(results, Contender.BIND, answer, TIME, MICROS).median();
        return new Goal(
                "bytes to record: at most " + Table.number(BIND_GOAL) + " µs longer than data-binding, "
                        + answer.title(),
                Table.number(more) + " µs",
                more <= BIND_GOAL);
    }

    private static List<Comparison> comparisons(Results results, List<ProviderAnswer> answers) {
        List<Comparison> comparisons = new ArrayList<>();
        for (Contender other : List.of(Contender.READ_TREE, Contender.BIND, Contender.WRITE_TREE)) {
            Contender own = Contender.readers().contains(other) ? Contender.READ : Contender.WRITE;
            String verb = own == Contender.READ ? "read" : "write";
            compare(results, answers, own, other, TIME, MICROS, "µs to " + verb, comparisons);
            compare(results, answers, own, other, ALLOCATION, KIB, "KiB allocated to " + verb, comparisons);
        }
        return comparisons;
    }

    private static void compare(
            Results results,
            List<ProviderAnswer> answers,
            Contender own,
            Contender other,
            String metric,
            double unit,
            String phrase,
            List<Comparison> comparisons) {
        for (ProviderAnswer answer : answers) {
            comparisons.add(new Comparison(
                    other.title(),
                    phrase,
                    "for " + answer.title(),
                    figure(results, own, answer, metric, unit),
                    figure(results, other, answer, metric, unit),
                    false));
        }
    }

    private static String times(double ratio) {
        return Table.number(ratio) + " times";
    }

    private static double ratio(Results results, ProviderAnswer answer, Contender own, Contender other, String metric) {
        return figure(results, own, answer, metric, 1).median()
                / figure(results, other, answer, metric, 1).median();
    }

    private static Figure figure(
            Results results, Contender contender, ProviderAnswer answer, String metric, double unit) {
        Figure figure = results.figure(NAME, contender.method(), answer.title(), metric);
        return new Figure(figure.median() / unit, figure.min() / unit, figure.max() / unit);
    }
}
