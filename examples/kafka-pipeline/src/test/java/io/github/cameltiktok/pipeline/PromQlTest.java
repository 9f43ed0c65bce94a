package io.github.cameltiktok.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.pipeline.PromQl.LabelMatcher;
import io.github.cameltiktok.pipeline.PromQl.Selector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromQlTest {

    @Test
    void functionsOperatorsRangesAndNumbersAreNotMetrics() {
        PromQl expression =
                PromQl.of("sum by (job, le) (rate(first_total{a=\"x\", b!~\"y.*\"}[$__rate_interval])) > bool 0.5e3"
                        + " and on (job) max_over_time(second[1d]) / third unless absent(fourth{})");

        assertThat(expression.grouping()).containsExactlyInAnyOrder("job", "le");
        assertThat(expression.selectors())
                .containsExactly(
                        new Selector(
                                "first_total",
                                List.of(new LabelMatcher("a", "=", "x"), new LabelMatcher("b", "!~", "y.*"))),
                        new Selector("second", List.of()),
                        new Selector("third", List.of()),
                        new Selector("fourth", List.of()));
    }

    @Test
    void variablesNameMetricAndLabel() {
        PromQl expression = PromQl.of("label_values(first{job=~\"$job\"}, instance)");

        assertThat(expression.selectors()).extracting(Selector::metric).containsExactly("first");
        assertThat(expression.grouping()).containsExactly("instance");
    }

    @ParameterizedTest
    @CsvSource({
        "x{a=\"tiktok\"}, true",
        "x{a=\"tik\"}, false",
        "x{a=~\"tik.*\"}, true",
        "x{a!=\"tiktok\"}, false",
        "x{a!~\"tik\"}, true",
        "x{b!=\"y\"}, false"
    })
    void seriesMatchIfAllTheirLabelsDo(String expression, boolean matches) {
        assertThat(PromQl.of(expression).selectors().get(0).matches(Map.of("a", "tiktok")))
                .isEqualTo(matches);
    }
}
