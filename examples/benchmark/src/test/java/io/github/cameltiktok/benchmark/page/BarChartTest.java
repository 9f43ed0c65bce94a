package io.github.cameltiktok.benchmark.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cameltiktok.benchmark.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BarChartTest {

    private static final List<String> CONTENDERS = List.of("camel-tiktok", "camel-http", "bare client");

    @Test
    void alternativeTextHasDirectionAndFigures() {
        BarChart chart = new BarChart("Latency, median", "µs", false, CONTENDERS)
                .group("1 in flight", List.of(new Figure(72.6, 71, 74.7), Figure.of(52.4), Figure.of(59.9)))
                .group("32 in flight", List.of(Figure.of(902), Figure.of(), Figure.of(582)));

        assertThat(chart.markdown("p50.svg"))
                .isEqualTo(
                        "![Latency, median, lower is better. 1 in flight: camel-tiktok 72.6 µs, camel-http 52.4 µs, "
                                + "bare client 59.9 µs; 32 in flight: camel-tiktok 902 µs, bare client 582 µs.](images/p50.svg)\n");
    }

    @Test
    void alternativeTextOfManyPanelsHasOnlyTheBestContender() {
        BarChart chart = new BarChart("Goodput", "%", true, CONTENDERS);
        for (int i = 1; i <= 4; i++) {
            chart.group(i + "x", List.of(Figure.of(97), Figure.of(), Figure.of(90)));
        }

        assertThat(chart.markdown("goodput.svg"))
                .startsWith("![Goodput, higher is better. 1x: camel-tiktok 97 %, bare client 90 %; 2x: camel-tiktok");
    }

    @Test
    void smallGroupIsVisibleOnItsOwnScale() {
        BarChart chart = new BarChart("Latency", "µs", false, List.of("camel-tiktok"))
                .group("1 in flight", List.of(Figure.of(72.6)))
                .group("256 in flight", List.of(Figure.of(7_795)));

        assertThat(bars(chart.draw()))
                .satisfiesExactly(width -> assertThat(width).isLessThan(3), width -> assertThat(width)
                        .isGreaterThan(200));
        assertThat(bars(chart.withOwnScales().draw())).hasSize(2).allSatisfy(width -> assertThat(width)
                .isGreaterThan(200));
    }

    @Test
    void contenderHasTheSameColourInEveryChart() {
        String first = new BarChart("a", "", true, List.of("camel-tiktok", "camel-http"))
                .group("", List.of(Figure.of(1), Figure.of(1)))
                .draw();
        String second = new BarChart("b", "", true, List.of("camel-http", "bare client"))
                .group("", List.of(Figure.of(1), Figure.of(1)))
                .draw();

        assertThat(first).contains(".camel-http { fill: #bc4c00 }", "class=\"camel-http\"");
        assertThat(second).contains(".camel-http { fill: #bc4c00 }", "class=\"camel-http\"");
    }

    @Test
    void contenderWithoutColourIsRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BarChart("a", "", true, List.of("other")))
                .withMessage("Palette has no colour for \"other\"; add one");
    }

    private static List<Double> bars(String svg) {
        return svg.lines()
                .filter(line -> line.startsWith("<rect class=\"camel-tiktok\""))
                .map(line -> Double.valueOf(line.replaceAll(".* width=\"([\\d.]+)\".*", "$1")))
                .toList();
    }
}
