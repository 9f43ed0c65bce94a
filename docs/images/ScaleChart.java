import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Draws the file of ScaleRun in examples/kafka-pipeline: {@code java ScaleChart.java scale.csv scale.svg}. */
public final class ScaleChart {

    private static final int WIDTH = 800;
    private static final int HEIGHT = 440;
    private static final int LEFT = 70;
    private static final int RIGHT = 760;
    private static final int TOP = 80;
    private static final int BOTTOM = 375;

    private static final String STYLE = """
            <style>
              text { font: 13px system-ui, sans-serif; fill: #57606a }
              .title { font-size: 17px; font-weight: 600; fill: #1f2328 }
              .paper { fill: #ffffff }
              .grid { stroke: #d8dee4 }
              .axis { stroke: #8c959f }
              .line { fill: none; stroke-width: 2; stroke-linejoin: round }
              .dashed { stroke-dasharray: 6 5 }
              .c0 { stroke: #0969da } .c1 { stroke: #bc4c00 }
              .dot, .t0 { fill: #0969da } .t1 { fill: #bc4c00 }
              @media (prefers-color-scheme: dark) {
                text { fill: #9198a1 }
                .title { fill: #f0f6fc }
                .paper { fill: #0d1117 }
                .grid { stroke: #2b3138 }
                .axis { stroke: #656c76 }
                .c0 { stroke: #58a6ff } .c1 { stroke: #f0883e }
                .dot, .t0 { fill: #58a6ff } .t1 { fill: #f0883e }
              }
            </style>
            """;

    /** Requests a second, lowest first, by the number of instances. */
    private final SortedMap<Integer, List<Double>> rates = new TreeMap<>();

    private final SortedMap<Integer, Double> ideals = new TreeMap<>();
    private final StringBuilder svg = new StringBuilder();

    private ScaleChart(List<String> lines) {
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            int instances = Integer.parseInt(cells[1]);
            rates.computeIfAbsent(instances, any -> new ArrayList<>()).add(Double.parseDouble(cells[4]));
            ideals.put(instances, Double.parseDouble(cells[5]));
        }
        rates.values().forEach(Collections::sort);
    }

    public static void main(String[] args) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(args[0]));
        Files.writeString(Path.of(args[1]), new ScaleChart(lines).draw());
    }

    private String draw() {
        add("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' role='img' aria-label='%s'>",
                WIDTH, HEIGHT, finding());
        svg.append(STYLE);
        add("<rect class='paper' width='%d' height='%d' rx='6'/>", WIDTH, HEIGHT);
        add("<text class='title' x='20' y='32'>Requests per second, by instances of the Kafka pipeline</text>");
        add("<text x='20' y='54'>↑ higher is better · dot: median of %d, bar: lowest to highest</text>",
                rates.get(rates.firstKey()).size());
        axes();
        StringBuilder ideal = new StringBuilder(text("M%.1f %d", x(0), BOTTOM));
        ideals.forEach((instances, rate) -> ideal.append(text("L%.1f %.1f", x(instances), y(rate))));
        add("<path class='line dashed c1' d='%s'/>", ideal);
        StringBuilder measured = new StringBuilder();
        rates.forEach((instances, all) -> measured.append(measured.length() == 0 ? "M" : "L")
                .append(text("%.1f %.1f", x(instances), y(median(all)))));
        add("<path class='line c0' d='%s'/>", measured);
        rates.forEach(this::point);
        int most = ideals.lastKey();
        add("<text class='t1' x='%.1f' y='%.1f'>ideal: %.0f</text>", x(most) + 12, y(ideals.get(most)) - 4, ideals.get(most));
        add("<text x='%d' y='%d' text-anchor='middle'>instances</text>", (LEFT + RIGHT) / 2, BOTTOM + 45);
        return svg.append("</svg>\n").toString();
    }

    private void axes() {
        double step = step(ceiling() / 5);
        for (int i = 0; i * step <= ceiling(); i++) {
            add("<path class='%s' d='M%d %.1fH%d'/>", i == 0 ? "axis" : "grid", LEFT, y(i * step), RIGHT);
            add("<text x='%d' y='%.1f' text-anchor='end'>%.0f</text>", LEFT - 8, y(i * step) + 4.5, i * step);
        }
        for (int instances = 0; instances <= rates.lastKey(); instances++) {
            add("<path class='axis' d='M%.1f %dv5'/>", x(instances), BOTTOM);
            add("<text x='%.1f' y='%d' text-anchor='middle'>%d</text>", x(instances), BOTTOM + 22, instances);
        }
    }

    private void point(int instances, List<Double> all) {
        double x = x(instances);
        double lowest = y(all.get(0));
        double highest = y(all.get(all.size() - 1));
        add("<path class='line c0' d='M%.1f %.1fV%.1fM%.1f %.1fh12M%.1f %.1fh12'/>",
                x, lowest, highest, x - 6, lowest, x - 6, highest);
        add("<circle class='dot' cx='%.1f' cy='%.1f' r='4'/>", x, y(median(all)));
        boolean isLast = instances == rates.lastKey();
        add("<text class='t0' x='%.1f' y='%.1f'>%s%.0f</text>",
                x + 12, y(median(all)) + 22, isLast ? "measured: " : "", median(all));
        add("<text x='%.1f' y='%.1f'>%.0f %%%s</text>",
                x + 12, y(median(all)) + 39, 100 * share(instances), isLast ? " of the ideal" : "");
    }

    /** Returns the alternative text of the picture. */
    private String finding() {
        StringBuilder text = new StringBuilder("Requests per second grow with the instances of the Kafka pipeline: ");
        rates.forEach((instances, all) -> text.append(text("%.0f with %d, ", median(all), instances)));
        double least = rates.keySet().stream().mapToDouble(this::share).min().orElse(0);
        return text + text("each about %.0f %% of the ideal", 100 * least);
    }

    private double share(int instances) {
        return median(rates.get(instances)) / ideals.get(instances);
    }

    private static double median(List<Double> sorted) {
        return sorted.get(sorted.size() / 2);
    }

    private double ceiling() {
        double highest = ideals.get(ideals.lastKey());
        double step = step(highest / 5);
        return Math.ceil(highest / step) * step;
    }

    private double x(double instances) {
        return LEFT + instances / (rates.lastKey() + 0.9) * (RIGHT - LEFT);
    }

    private double y(double rate) {
        return BOTTOM - rate / ceiling() * (BOTTOM - TOP);
    }

    /** Returns the smallest of 1, 2, 5, 10, 20, 50 and so on that is at least {@code least}. */
    private static double step(double least) {
        double power = 1;
        while (power * 10 <= least) {
            power *= 10;
        }
        return least <= power ? power : least <= 2 * power ? 2 * power : least <= 5 * power ? 5 * power : 10 * power;
    }

    private void add(String format, Object... values) {
        svg.append(text(format, values).replace('\'', '"')).append('\n');
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
