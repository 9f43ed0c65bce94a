package io.github.cameltiktok.benchmark.page;

import io.github.cameltiktok.benchmark.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws grouped bars of medians as SVG, each with a line from minimum to maximum. */
public final class BarChart {

    private static final int WIDTH = 800;
    private static final int HEIGHT = 400;
    private static final int LEFT = 70;
    private static final int RIGHT = 780;
    private static final int TOP = 95;
    private static final int BOTTOM = 340;
    private static final double GROUP_SHARE = 0.8;

    private static final String STYLE = """
            <style>
              text { font: 13px system-ui, sans-serif; fill: #57606a }
              .title { font-size: 17px; font-weight: 600; fill: #1f2328 }
              .value { font-size: 11px }
              .paper { fill: #ffffff }
              .grid { stroke: #d8dee4 }
              .axis { stroke: #8c959f }
              .spread { stroke: #1f2328; stroke-width: 1.5 }
              .c0 { fill: #0969da } .c1 { fill: #bc4c00 } .c2 { fill: #1a7f37 } .c3 { fill: #8250df }
              @media (prefers-color-scheme: dark) {
                text { fill: #9198a1 }
                .title { fill: #f0f6fc }
                .paper { fill: #0d1117 }
                .grid { stroke: #2b3138 }
                .axis { stroke: #656c76 }
                .spread { stroke: #f0f6fc }
                .c0 { fill: #58a6ff } .c1 { fill: #f0883e } .c2 { fill: #3fb950 } .c3 { fill: #a371f7 }
              }
            </style>
            """;

    private final String title;
    private final List<String> series;
    private final List<Group> groups = new ArrayList<>();
    private final StringBuilder svg = new StringBuilder();

    private record Group(String name, List<Figure> figures) {}

    /**
     * @param title title with the unit
     * @param series names of the bars in each group
     */
    public BarChart(String title, List<String> series) {
        this.title = title;
        this.series = List.copyOf(series);
    }

    /** Adds a group with one figure per series. */
    public BarChart group(String name, List<Figure> figures) {
        groups.add(new Group(name, List.copyOf(figures)));
        return this;
    }

    /** Returns the SVG. */
    public String draw() {
        svg.setLength(0);
        add(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' role='img' aria-label='%s'>",
                WIDTH, HEIGHT, title);
        svg.append(STYLE);
        add("<rect class='paper' width='%d' height='%d' rx='6'/>", WIDTH, HEIGHT);
        add("<text class='title' x='20' y='32'>%s</text>", title);
        for (int i = 0; i < series.size(); i++) {
            int x = 20 + 190 * i;
            add("<rect class='c%d' x='%d' y='48' width='14' height='14' rx='2'/>", i % 4, x);
            add("<text x='%d' y='60'>%s</text>", x + 22, series.get(i));
        }
        double highest = groups.stream()
                .flatMap(group -> group.figures().stream())
                .mapToDouble(Figure::max)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        double step = step(highest / 5);
        double ceiling = Math.max(step, Math.ceil(highest / step) * step);
        for (int i = 0; i * step <= ceiling * 1.0001; i++) {
            double y = y(i * step, ceiling);
            add("<path class='%s' d='M%d %.1fH%d'/>", i == 0 ? "axis" : "grid", LEFT, y, RIGHT);
            add("<text x='%d' y='%.1f' text-anchor='end'>%s</text>", LEFT - 8, y + 4.5, Table.number(i * step));
        }
        double width = (RIGHT - LEFT) / (double) groups.size();
        for (int i = 0; i < groups.size(); i++) {
            bars(groups.get(i), LEFT + i * width, width, ceiling);
        }
        return svg.append("</svg>\n").toString();
    }

    private void bars(Group group, double left, double width, double ceiling) {
        double bar = width * GROUP_SHARE / series.size();
        double start = left + width * (1 - GROUP_SHARE) / 2;
        for (int i = 0; i < group.figures().size(); i++) {
            Figure figure = group.figures().get(i);
            if (Double.isFinite(figure.median())) {
                double x = start + i * bar;
                double top = y(figure.median(), ceiling);
                add(
                        "<rect class='c%d' x='%.1f' y='%.1f' width='%.1f' height='%.1f'/>",
                        i % 4, x + 2, top, bar - 4, BOTTOM - top);
                add(
                        "<path class='spread' d='M%.1f %.1fV%.1f'/>",
                        x + bar / 2, y(figure.max(), ceiling), y(figure.min(), ceiling));
                add(
                        "<text class='value' x='%.1f' y='%.1f' text-anchor='middle'>%s</text>",
                        x + bar / 2, y(figure.max(), ceiling) - 5, Table.number(figure.median()));
            }
        }
        add("<text x='%.1f' y='%d' text-anchor='middle'>%s</text>", left + width / 2, BOTTOM + 25, group.name());
    }

    private static double y(double value, double ceiling) {
        return BOTTOM - value / ceiling * (BOTTOM - TOP);
    }

    /** Returns the next value of 1, 2, 5, 10, 20, 50 and so on. */
    private static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(least, 1e-9))));
        return least <= power ? power : least <= 2 * power ? 2 * power : least <= 5 * power ? 5 * power : 10 * power;
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values).replace('\'', '"'))
                .append('\n');
    }
}
