package io.github.cameltiktok.benchmark.page;

import io.github.cameltiktok.benchmark.Figure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Panels of horizontal bars as SVG. Each bar is a median with a line from minimum to maximum; zero is on the left. */
public final class BarChart {

    private static final int WIDTH = 800;
    private static final int MARGIN = 20;
    private static final int TOP = 78;
    private static final int MOST_COLUMNS = 3;
    private static final int GAP = 18;
    private static final int HEADING = 26;
    private static final int ROW = 28;
    private static final int BAR = 18;
    /** Width of a value at the end of its bar. */
    private static final int VALUE = 56;
    /** Average width of a letter of 13 px. */
    private static final double LETTER = 6.7;

    private static final String STYLE = """
            <style>
              text { font: 13px system-ui, sans-serif; fill: #57606a }
              .title { font-size: 17px; font-weight: 600; fill: #1f2328 }
              .name { font-weight: 600; fill: #1f2328 }
              .paper { fill: #ffffff }
              .axis { stroke: #8c959f }
              .spread { stroke: #1f2328; stroke-width: 1.5 }
              %s
              @media (prefers-color-scheme: dark) {
                text { fill: #9198a1 }
                .title, .name { fill: #f0f6fc }
                .paper { fill: #0d1117 }
                .axis { stroke: #656c76 }
                .spread { stroke: #f0f6fc }
                %s
              }
            </style>
            """;

    private final String title;
    private final String unit;
    private final boolean moreIsBetter;
    private final List<String> contenders;
    private final Palette palette;
    private final List<Group> groups = new ArrayList<>();
    private final StringBuilder svg = new StringBuilder();
    private boolean hasOwnScales;

    private record Group(String name, List<Figure> figures) {

        double highest() {
            return figures.stream()
                    .mapToDouble(Figure::max)
                    .filter(Double::isFinite)
                    .max()
                    .orElse(0);
        }
    }

    /**
     * @param title title without the unit
     * @param unit the unit; may be empty
     * @param moreIsBetter whether the larger value is better
     * @param contenders names of the bars in each panel
     */
    public BarChart(String title, String unit, boolean moreIsBetter, List<String> contenders) {
        this.title = title;
        this.unit = unit;
        this.moreIsBetter = moreIsBetter;
        this.contenders = List.copyOf(contenders);
        this.palette = new Palette(contenders);
    }

    /** Gives each panel a scale of its own, for groups of different magnitude. */
    public BarChart withOwnScales() {
        hasOwnScales = true;
        return this;
    }

    /** Adds a panel with one figure per contender. */
    public BarChart group(String name, List<Figure> figures) {
        groups.add(new Group(name, List.copyOf(figures)));
        return this;
    }

    /** Returns a Markdown image whose alternative text has the figures. */
    public String markdown(String image) {
        return "![" + finding() + "](images/" + image + ")\n";
    }

    /** Returns the figures of all contenders, or with many panels those of the first and of the best other one. */
    private String finding() {
        return title + ", " + direction() + ". "
                + groups.stream()
                        .map(group -> group.name() + ": " + values(group))
                        .collect(Collectors.joining("; "))
                + ".";
    }

    private String values(Group group) {
        IntStream shown = groups.size() <= MOST_COLUMNS
                ? IntStream.range(0, contenders.size())
                : IntStream.concat(IntStream.of(0), best(group).stream().mapToInt(Integer::intValue));
        return shown.filter(i -> group.figures().get(i).isKnown())
                .mapToObj(i -> contenders.get(i) + " "
                        + Table.number(group.figures().get(i).median())
                        + (unit.isEmpty() ? "" : " " + unit))
                .collect(Collectors.joining(", "));
    }

    private Optional<Integer> best(Group group) {
        Comparator<Integer> byMedian =
                Comparator.comparingDouble(i -> group.figures().get(i).median());
        return IntStream.range(1, contenders.size())
                .boxed()
                .filter(i -> group.figures().get(i).isKnown())
                .min(moreIsBetter ? byMedian.reversed() : byMedian);
    }

    private String direction() {
        return moreIsBetter ? "higher is better" : "lower is better";
    }

    /** Returns the SVG. */
    public String draw() {
        int left = MARGIN
                + (int) (contenders.stream().mapToInt(String::length).max().orElse(0) * LETTER)
                + MARGIN / 2;
        int columns = Math.min(MOST_COLUMNS, groups.size());
        int band = HEADING + contenders.size() * ROW + GAP;
        int height = TOP + (groups.size() + columns - 1) / columns * band;
        double width = (WIDTH - MARGIN - left + GAP) / (double) columns - GAP;
        double highest = groups.stream().mapToDouble(Group::highest).max().orElse(0);
        svg.setLength(0);
        add(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' role='img' aria-label='%s'>",
                WIDTH, height, finding());
        svg.append(STYLE.formatted(palette.lightRules(), palette.darkRules()));
        add("<rect class='paper' width='%d' height='%d' rx='6'/>", WIDTH, height);
        add("<text class='title' x='%d' y='32'>%s</text>", MARGIN, title + (unit.isEmpty() ? "" : ", " + unit));
        add(
                "<text x='%d' y='54'>%s · bar: median, line: lowest to highest%s</text>",
                MARGIN,
                moreIsBetter ? direction() + " →" : "← " + direction(),
                hasOwnScales && groups.size() > 1 ? " · each panel has its own scale" : "");
        for (int i = 0; i < groups.size(); i++) {
            Group group = groups.get(i);
            int top = TOP + i / columns * band;
            if (i % columns == 0) {
                names(top);
            }
            double scale = (width - VALUE) / Math.max(hasOwnScales ? group.highest() : highest, Double.MIN_NORMAL);
            panel(group, left + i % columns * (width + GAP), top, scale);
        }
        return svg.append("</svg>\n").toString();
    }

    private void names(int top) {
        for (int i = 0; i < contenders.size(); i++) {
            add("<text x='%d' y='%.1f'>%s</text>", MARGIN, middle(top, i) + 4.5, contenders.get(i));
        }
    }

    private void panel(Group group, double left, int top, double scale) {
        add("<text class='name' x='%.1f' y='%d'>%s</text>", left, top + 13, group.name());
        for (int i = 0; i < group.figures().size(); i++) {
            Figure figure = Objects.requireNonNull(group.figures().get(i));
            if (figure.isKnown()) {
                double y = middle(top, i);
                add(
                        "<rect class='%s' x='%.1f' y='%.1f' width='%.1f' height='%d'/>",
                        palette.type(contenders.get(i)), left, y - BAR / 2.0, figure.median() * scale, BAR);
                if (figure.min() < figure.max()) {
                    add(
                            "<path class='spread' d='M%.1f %.1fH%.1f'/>",
                            left + figure.min() * scale, y, left + figure.max() * scale);
                }
                add(
                        "<text x='%.1f' y='%.1f'>%s</text>",
                        left + figure.max() * scale + 6, y + 4.5, Table.number(figure.median()));
            }
        }
        add("<path class='axis' d='M%.1f %dv%d'/>", left, top + HEADING - 4, contenders.size() * ROW + 4);
    }

    private static double middle(int top, int row) {
        return top + HEADING + row * ROW + ROW / 2.0;
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values).replace('\'', '"'))
                .append('\n');
    }
}
