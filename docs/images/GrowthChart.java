import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Draws the file of the route in docs/guides/watch.md: {@code java GrowthChart.java growth.csv growth.svg}. */
public final class GrowthChart {

    private static final int WIDTH = 800;
    private static final int LEFT = 70;
    private static final int RIGHT = 630;
    private static final int LINE_HEIGHT = 17;
    /** A video goes viral in the first hour with a tenth of its highest gain. */
    private static final int VIRAL = 10;
    private static final int TOP = 80;
    private static final int PANEL = 190;
    private static final int BETWEEN = 60;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private static final String STYLE = """
            <style>
              text { font: 13px system-ui, sans-serif; fill: #57606a }
              .title { font-size: 17px; font-weight: 600; fill: #1f2328 }
              .panel { font-weight: 600; fill: #1f2328 }
              .paper { fill: #ffffff }
              .grid { stroke: #d8dee4 }
              .axis { stroke: #8c959f }
              .mark { stroke: #57606a; stroke-dasharray: 4 4 }
              .line { fill: none; stroke-width: 2; stroke-linejoin: round }
              .c0 { stroke: #0969da } .c1 { stroke: #bc4c00 } .c2 { stroke: #1a7f37 } .c3 { stroke: #8250df }
              .t0 { fill: #0969da } .t1 { fill: #bc4c00 } .t2 { fill: #1a7f37 } .t3 { fill: #8250df }
              @media (prefers-color-scheme: dark) {
                text { fill: #9198a1 }
                .title, .panel { fill: #f0f6fc }
                .paper { fill: #0d1117 }
                .grid { stroke: #2b3138 }
                .axis { stroke: #656c76 }
                .mark { stroke: #9198a1 }
                .c0 { stroke: #58a6ff } .c1 { stroke: #f0883e } .c2 { stroke: #3fb950 } .c3 { stroke: #a371f7 }
                .t0 { fill: #58a6ff } .t1 { fill: #f0883e } .t2 { fill: #3fb950 } .t3 { fill: #a371f7 }
              }
            </style>
            """;

    private final Map<String, List<Point>> videos = new TreeMap<>();
    private final StringBuilder svg = new StringBuilder();
    private Instant start = Instant.MAX;
    private Instant end = Instant.MIN;

    /**
     * One line of the file; an unknown value is NaN.
     *
     * @param perHour plays gained per hour
     */
    private record Point(Instant time, double plays, double perHour) {}

    private record Label(String text, int color, double y) {}

    private GrowthChart(List<String> lines) {
        for (String line : lines) {
            String[] cells = line.split(",", -1);
            Instant time = Instant.parse(cells[0]);
            videos.computeIfAbsent(cells[1], id -> new ArrayList<>())
                    .add(new Point(time, number(cells[2]), number(cells[5])));
            start = time.isBefore(start) ? time : start;
            end = time.isAfter(end) ? time : end;
        }
    }

    public static void main(String[] args) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(args[0]));
        Files.writeString(Path.of(args[1]), new GrowthChart(lines).draw());
    }

    private static double number(String cell) {
        return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }

    private String draw() {
        String title = "Plays of " + videos.size() + (videos.size() == 1 ? " video, " : " videos, ") + day(start)
                + " to " + day(end);
        add("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' role='img' aria-label='%s'>",
                WIDTH, 2 * PANEL + 195, title);
        svg.append(STYLE);
        add("<rect class='paper' width='%d' height='%d' rx='6'/>", WIDTH, 2 * PANEL + 195);
        add("<text class='title' x='20' y='32'>%s</text>", title);
        panel("Plays", TOP, Point::plays);
        panel("Plays gained per hour", TOP + PANEL + BETWEEN, Point::perHour);
        annotate();
        add("<text x='%d' y='%d' text-anchor='middle'>time (UTC)</text>", (LEFT + RIGHT) / 2, 2 * PANEL + 180);
        return svg.append("</svg>\n").toString();
    }

    private void panel(String name, int top, ToDoubleFunction<Point> value) {
        double highest = points().mapToDouble(value).filter(Double::isFinite).max().orElse(0);
        double step = step(highest / 4);
        double ceiling = Math.max(step, Math.ceil(highest / step) * step);
        int bottom = top + PANEL;
        add("<text class='panel' x='20' y='%d'>%s</text>", top - 14, name);
        for (int i = 0; i * step <= ceiling; i++) {
            double y = bottom - i * step / ceiling * PANEL;
            add("<path class='%s' d='M%d %.1fH%d'/>", i == 0 ? "axis" : "grid", LEFT, y, RIGHT);
            add("<text x='%d' y='%.1f' text-anchor='end'>%s</text>", LEFT - 8, y + 4.5, shortened(i * step));
        }
        times(bottom);
        int color = 0;
        List<Label> labels = new ArrayList<>();
        for (Map.Entry<String, List<Point>> video : videos.entrySet()) {
            List<Point> points = video.getValue();
            double last = Double.NaN;
            StringBuilder path = new StringBuilder();
            for (Point point : points) {
                double of = value.applyAsDouble(point);
                if (Double.isFinite(of)) {
                    last = bottom - of / ceiling * PANEL;
                    path.append(path.length() == 0 ? "M" : "L")
                            .append(text("%.1f %.1f", x(point.time()), last));
                }
            }
            add("<path class='line c%d' d='%s'/>", color % 4, path);
            if (Double.isFinite(last)) {
                labels.add(new Label(video.getKey(), color % 4, last));
            }
            color++;
        }
        label(labels);
    }

    /** Writes each label at the end of its line, and moves it down if another one is there. */
    private void label(List<Label> labels) {
        labels.sort(Comparator.comparingDouble(Label::y));
        double free = 0;
        for (Label label : labels) {
            double y = Math.max(free, label.y());
            add("<text class='t%d' x='%d' y='%.1f'>%s</text>", label.color(), RIGHT - 2, y + 4.5, label.text());
            free = y + LINE_HEIGHT;
        }
    }

    /** Marks the hour in which the fastest video becomes viral. */
    private void annotate() {
        Map.Entry<String, List<Point>> fastest = videos.entrySet().stream()
                .max(Comparator.comparingDouble(video -> highestGain(video.getValue())))
                .orElseThrow();
        List<Point> points = fastest.getValue();
        double highest = highestGain(points);
        List<Point> known = points.stream().filter(point -> Double.isFinite(point.perHour())).toList();
        Point start = known.stream().filter(point -> point.perHour() >= highest / VIRAL).findFirst().orElse(null);
        if (start == null || start == known.get(0)) {
            return;
        }
        Instant time = start.time();
        int gains = TOP + PANEL + BETWEEN;
        add("<path class='mark' d='M%.1f %dv%dM%.1f %dv%d'/>", x(time), TOP, PANEL, x(time), gains, PANEL);
        // Before that hour the line is low, so there is room.
        boolean isLeft = x(time) > LEFT + 190;
        List<String> note = List.of(fastest.getKey(), "goes viral on " + DAY.format(time.atOffset(ZoneOffset.UTC)) + ",",
                "up to " + shortened(highest) + " plays per hour");
        for (int i = 0; i < note.size(); i++) {
            add("<text class='%s' x='%.1f' y='%d' text-anchor='%s'>%s</text>", i == 1 ? "panel" : "plain",
                    x(time) + (isLeft ? -10 : 10), gains + 24 + i * LINE_HEIGHT, isLeft ? "end" : "start", note.get(i));
        }
    }

    private static double highestGain(List<Point> points) {
        return points.stream().mapToDouble(Point::perHour).filter(Double::isFinite).max().orElse(0);
    }

    private void times(int bottom) {
        Duration whole = Duration.between(start, end);
        boolean isLong = whole.compareTo(Duration.ofDays(2)) > 0;
        ChronoUnit unit = isLong ? ChronoUnit.DAYS : ChronoUnit.HOURS;
        long step = (whole.dividedBy(unit.getDuration()) + 8) / 8;
        for (Instant time = start.truncatedTo(unit); !time.isAfter(end); time = time.plus(step, unit)) {
            if (!time.isBefore(start)) {
                add("<path class='axis' d='M%.1f %dv5'/>", x(time), bottom);
                add("<text x='%.1f' y='%d' text-anchor='middle'>%s</text>", x(time), bottom + 20,
                        (isLong ? DAY : HOUR).format(time.atOffset(ZoneOffset.UTC)));
            }
        }
    }

    private double x(Instant time) {
        double whole = Math.max(1, Duration.between(start, end).toMillis());
        return LEFT + Duration.between(start, time).toMillis() / whole * (RIGHT - LEFT - 10);
    }

    private Stream<Point> points() {
        return videos.values().stream().flatMap(List::stream);
    }

    /** Returns the smallest of 1, 2, 5, 10, 20, 50 and so on that is at least {@code least}. */
    private static double step(double least) {
        double power = 1;
        while (power * 10 <= least) {
            power *= 10;
        }
        return least <= power ? power : least <= 2 * power ? 2 * power : least <= 5 * power ? 5 * power : 10 * power;
    }

    private static String shortened(double number) {
        if (number >= 1e6) {
            return text("%.1f M", number / 1e6).replace(".0", "");
        }
        return number >= 1e4 ? text("%.0f k", number / 1e3) : text("%.0f", number);
    }

    private static String day(Instant time) {
        return DAY.format(time.atOffset(ZoneOffset.UTC)) + " " + time.atOffset(ZoneOffset.UTC).getYear();
    }

    private void add(String format, Object... values) {
        svg.append(text(format, values).replace('\'', '"')).append('\n');
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
