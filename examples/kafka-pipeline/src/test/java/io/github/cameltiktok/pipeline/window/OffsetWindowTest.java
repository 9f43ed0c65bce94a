package io.github.cameltiktok.pipeline.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class OffsetWindowTest {

    private final OffsetWindow window = new OffsetWindow();

    @Test
    void nothingIsCommittedBeforeTheFirstRecord() {
        assertThat(window.toCommit()).isEmpty();
        assertThat(window.size()).isZero();
        assertThat(window.length()).isZero();
    }

    @Test
    void recordsEndInAnyOrderAndTheCommitIsTheFirstThatHasNot() {
        begin(0, 1, 2, 3);

        window.end(2);
        window.end(1);
        assertThat(window.toCommit()).hasValue(0);
        window.end(0);
        assertThat(window.toCommit()).hasValue(3);
        window.end(3);
        assertThat(window.toCommit()).hasValue(4);
    }

    @Test
    void gapsInTheOffsetsAreNotWaitedFor() {
        begin(7, 9, 12);

        window.end(7);
        assertThat(window.toCommit()).hasValue(9);
        assertThat(window.size()).isEqualTo(2);
        assertThat(window.length()).isEqualTo(4);
        window.end(9);
        window.end(12);
        assertThat(window.toCommit()).hasValue(13);
    }

    @Test
    void theSameOffsetIsToldOnce() {
        begin(0);

        assertThat(window.toCommit()).hasValue(0);
        assertThat(window.toCommit()).isEmpty();
    }

    @Test
    void aCommitThatFailedIsToldAgain() {
        begin(0);
        window.end(0);
        assertThat(window.toCommit()).hasValue(1);

        window.notCommitted();

        assertThat(window.toCommit()).hasValue(1);
        assertThat(window.toCommit()).isEmpty();
    }

    @Test
    void aRecordThatComesAgainIsInFlightOnce() {
        begin(0, 1, 0);

        assertThat(window.size()).isEqualTo(2);
        window.end(0);
        assertThat(window.toCommit()).hasValue(1);
    }

    @Test
    void aRecordThatEndsTwiceOrWasNeverThereChangesNothing() {
        begin(3, 4);
        window.end(3);

        window.end(3);
        window.end(99);

        assertThat(window.toCommit()).hasValue(4);
        assertThat(window.size()).isOne();
    }

    @Test
    void whoGoesBackCommitsFromThereAndThenWhereItWas() {
        begin(0, 1, 2);
        LongStream.range(0, 3).forEach(window::end);
        assertThat(window.toCommit()).hasValue(3);

        begin(1);

        assertThat(window.toCommit()).hasValue(1);
        window.end(1);
        assertThat(window.toCommit()).hasValue(3);
    }

    /** What a thread that polls and others that look up may do to a window. */
    enum Action {
        BEGIN,
        END,
        COMMIT,
        FAIL
    }

    record Step(Action action, long offset) {}

    @Provide
    Arbitrary<Step> steps() {
        return Combinators.combine(
                        Arbitraries.of(Action.class), Arbitraries.longs().between(0, 20))
                .as(Step::new);
    }

    @Property
    void itIsAsASetOfOffsetsThatIsSearchedEachTime(@ForAll List<@From("steps") Step> steps) {
        OffsetWindow window = new OffsetWindow();
        Set<Long> inFlight = new HashSet<>();
        long end = 0;
        OptionalLong told = OptionalLong.empty();
        for (Step step : steps) {
            switch (step.action()) {
                case BEGIN -> {
                    window.begin(step.offset());
                    inFlight.add(step.offset());
                    end = Math.max(end, step.offset() + 1);
                }
                case END -> {
                    window.end(step.offset());
                    inFlight.remove(step.offset());
                }
                case FAIL -> {
                    window.notCommitted();
                    told = OptionalLong.empty();
                }
                case COMMIT -> {
                    OptionalLong first = first(inFlight, end);
                    assertThat(window.toCommit()).isEqualTo(first.equals(told) ? OptionalLong.empty() : first);
                    told = first;
                }
            }
            assertThat(window.size()).isEqualTo(inFlight.size());
            assertThat(window.length())
                    .isEqualTo(
                            inFlight.isEmpty() ? 0 : end - first(inFlight, end).orElseThrow());
        }
    }

    /** Nothing begun is nothing to commit. */
    private static OptionalLong first(Set<Long> inFlight, long end) {
        OptionalLong first = inFlight.stream().mapToLong(Long::longValue).min();
        return first.isPresent() || end == 0 ? first : OptionalLong.of(end);
    }

    private void begin(long... offsets) {
        LongStream.of(offsets).forEach(window::begin);
    }
}
