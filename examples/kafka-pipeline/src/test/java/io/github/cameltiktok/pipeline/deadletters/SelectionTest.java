package io.github.cameltiktok.pipeline.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SelectionTest {

    private static final Instant SINCE = Instant.parse("2026-01-31T03:00:00Z");

    @Test
    void parsedTextIsEqualSelection() {
        for (Selection selection : List.of(
                selection(List.of(), List.of(), null, List.of()),
                selection(List.of("A", "b.C"), List.of("a&b=c, d", "ä\n"), SINCE, List.of("0:1-2", "11:0-0")))) {
            assertThat(Selection.parse(selection.toString())).isEqualTo(selection);
        }
    }

    @Test
    void orderOfConditionsDoesNotChangeTextOrId() {
        Selection one = selection(List.of("A", "B"), List.of("X", "Y"), SINCE, List.of("2:0-1", "10:0-1"));
        Selection other = selection(List.of("B", "A"), List.of("Y", "X"), SINCE, List.of("10:0-1", "2:0-1"));

        assertThat(one)
                .hasToString(
                        "error-class=A&error-class=B&source=X&source=Y&since=2026-01-31T03:00:00Z&offsets=2:0-1&offsets=10:0-1");
        assertThat(other).hasToString(one.toString());
        assertThat(one.id()).hasSize(8).isEqualTo(other.id());
    }

    @Test
    void differentSelectionsHaveDifferentIds() {
        assertThat(List.of(
                        selection(List.of(), List.of(), null, List.of()).id(),
                        selection(List.of("A"), List.of(), null, List.of()).id(),
                        selection(List.of(), List.of("A"), null, List.of()).id(),
                        selection(List.of(), List.of(), SINCE, List.of()).id(),
                        selection(List.of(), List.of(), null, List.of("0:1-2")).id()))
                .doesNotHaveDuplicates();
    }

    @Test
    void invalidTextIsRejected() {
        assertThatThrownBy(() -> Selection.parse("colour=blue"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown condition of a selection: colour=blue");
        assertThatThrownBy(() -> Selection.parse("")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Selection selection(
            List<String> errors, List<String> sources, @Nullable Instant since, List<String> offsets) {
        TreeSet<OffsetRange> ranges = new TreeSet<>();
        offsets.forEach(range -> ranges.add(OffsetRange.parse(range)));
        return new Selection(new TreeSet<>(errors), new TreeSet<>(sources), since, null, ranges);
    }
}
