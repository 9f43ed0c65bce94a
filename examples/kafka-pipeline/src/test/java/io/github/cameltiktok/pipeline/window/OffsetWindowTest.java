package io.github.cameltiktok.pipeline.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class OffsetWindowTest {

    private static final Uuid TOPIC = Uuid.randomUuid();
    private static final int EPOCH = 3;

    private final OffsetWindow window = new OffsetWindow(TOPIC);
    private long position;

    @Test
    void emptyWindowCommitsPosition() {
        position = 5;

        assertThat(toCommit()).hasValue(5);
        assertThat(window.size()).isZero();
        assertThat(window.oldestTimestamp()).isEmpty();
    }

    @Test
    void commitIsFirstRecordInFlight() {
        begin(0, 1, 2, 3);

        end(2, 1);
        assertThat(toCommit()).hasValue(0);
        end(0);
        assertThat(toCommit()).hasValue(3);
        end(3);
        assertThat(toCommit()).hasValue(4);
    }

    @Test
    void gapsInOffsetsAreSkipped() {
        begin(7, 9, 12);

        end(7);
        assertThat(toCommit()).hasValue(9);
        assertThat(window.size()).isEqualTo(2);
        end(9, 12);
        assertThat(toCommit()).hasValue(13);
    }

    @Test
    void commitIncludesMarkersAfterLastRecord() {
        begin(0, 1);
        end(0, 1);
        position = 4;

        assertThat(toCommit()).hasValue(4);
    }

    @Test
    void sameOffsetIsCommittedOnce() {
        begin(0);

        assertThat(toCommit()).hasValue(0);
        assertThat(toCommit()).isEmpty();
    }

    @Test
    void failedCommitIsRepeated() {
        begin(0);
        end(0);
        assertThat(toCommit()).hasValue(1);

        window.notCommitted();

        assertThat(toCommit()).hasValue(1);
        assertThat(toCommit()).isEmpty();
    }

    @Test
    void commitCarriesTopicIdAndEpoch() {
        begin(0);

        assertThat(window.toCommit(1)).contains(new OffsetAndMetadata(0, Optional.of(EPOCH), TOPIC.toString()));
        end(0);
        assertThat(window.toCommit(1)).contains(new OffsetAndMetadata(1, Optional.of(EPOCH), TOPIC.toString()));
    }

    @Test
    void oldestTimestampIsThatOfOldestRecordInFlight() {
        begin(4, 5);
        assertThat(window.oldestTimestamp()).hasValue(400);

        end(4);

        assertThat(window.oldestTimestamp()).hasValue(500);
    }

    @Test
    void endOfRecordNotInFlightIsIgnored() {
        begin(3, 4);
        end(3);

        end(3, 99);

        assertThat(toCommit()).hasValue(4);
        assertThat(window.size()).isOne();
    }

    @Test
    void offsetsThatGoBackAreReportedAndCommitted() {
        begin(0, 1, 2);
        end(0, 1, 2);
        assertThat(toCommit()).hasValue(3);

        assertThat(window.begin(record(1))).hasValue(3);
        position = 2;

        assertThat(toCommit()).hasValue(1);
        end(1);
        assertThat(toCommit()).hasValue(2);
    }

    @Test
    void recordOfEarlierGenerationDoesNotEndItsSuccessor() {
        begin(0, 1, 2);
        long before = window.generation();

        begin(1);
        window.end(1, before);

        assertThat(window.size()).isEqualTo(2);
        assertThat(window.generation()).isNotEqualTo(before);
    }

    @Test
    void recordsBelowRepeatedOffsetStayInFlight() {
        begin(0, 1, 2);

        begin(1);
        end(1);

        assertThat(toCommit()).hasValue(0);
    }

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
    void windowBehavesLikeSetOfOffsets(@ForAll List<@From("steps") Step> steps) {
        OffsetWindow window = new OffsetWindow(TOPIC);
        Set<Long> inFlight = new HashSet<>();
        long next = 0;
        OptionalLong last = OptionalLong.empty();
        for (Step step : steps) {
            switch (step.action()) {
                case BEGIN -> {
                    window.begin(record(step.offset()));
                    inFlight.removeIf(offset -> offset >= step.offset());
                    inFlight.add(step.offset());
                    next = step.offset() + 1;
                }
                case END -> {
                    window.end(step.offset(), window.generation());
                    inFlight.remove(step.offset());
                }
                case FAIL -> {
                    window.notCommitted();
                    last = OptionalLong.empty();
                }
                case COMMIT -> {
                    OptionalLong first = OptionalLong.of(
                            inFlight.stream().mapToLong(Long::longValue).min().orElse(next));
                    assertThat(offset(window.toCommit(next)))
                            .isEqualTo(first.equals(last) ? OptionalLong.empty() : first);
                    last = first;
                }
            }
            assertThat(window.size()).isEqualTo(inFlight.size());
        }
    }

    private OptionalLong toCommit() {
        return offset(window.toCommit(position));
    }

    private static OptionalLong offset(Optional<OffsetAndMetadata> commit) {
        return commit.map(value -> OptionalLong.of(value.offset())).orElseGet(OptionalLong::empty);
    }

    private void begin(long... offsets) {
        for (long offset : offsets) {
            window.begin(record(offset));
            position = offset + 1;
        }
    }

    private void end(long... offsets) {
        LongStream.of(offsets).forEach(offset -> window.end(offset, window.generation()));
    }

    /** Returns a record whose timestamp is a hundred times its offset. */
    private static ConsumerRecord<byte[], byte[]> record(long offset) {
        return new ConsumerRecord<>(
                "topic",
                0,
                offset,
                offset * 100,
                TimestampType.CREATE_TIME,
                0,
                0,
                null,
                null,
                new RecordHeaders(),
                Optional.of(EPOCH));
    }
}
