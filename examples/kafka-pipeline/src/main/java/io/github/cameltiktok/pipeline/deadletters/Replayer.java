package io.github.cameltiktok.pipeline.deadletters;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** Replays letters in transactions of limited size, and counts them. For one thread. */
final class Replayer {

    private static final long TRANSACTION_BYTES = 8L * 1024 * 1024;

    private final DeadLetterReader reader;
    private final @Nullable RequestWriter writer;
    private final Selection selection;
    private final ReplayPositions earlier;
    private final Uuid topicId;
    private final long limit;
    private final int transactionRecords;

    private final Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    private final List<DeadLetter> transaction = new ArrayList<>();
    private long transactionBytes;
    private final ValueCounts errors = new ValueCounts();
    private long taken;
    private long replayed;
    private long notSelected;
    private long replayedByOthers;
    private long withoutValue;
    private long tooLarge;
    private boolean stopped;

    /**
     * @param writer {@code null} for a dry run
     * @param limit {@code null} for no limit
     * @param transactionRecords maximum number of records in a transaction
     */
    Replayer(
            DeadLetterReader reader,
            @Nullable RequestWriter writer,
            Selection selection,
            ReplayPositions earlier,
            Uuid topicId,
            @Nullable Integer limit,
            int transactionRecords) {
        this.reader = reader;
        this.writer = writer;
        this.selection = selection;
        this.earlier = earlier;
        this.topicId = topicId;
        this.limit = limit == null ? Long.MAX_VALUE : limit;
        this.transactionRecords = transactionRecords;
    }

    /**
     * Reads to the end or the limit.
     *
     * @param stop checked before each letter; true ends the replay
     * @param progress receives the number of letters that have been read
     */
    void run(BooleanSupplier stop, LongConsumer progress) {
        // Committing them again renews them: brokers delete unused offsets after 7 days by default.
        earlier.own().forEach(this::moveTo);
        while (!reader.isAtEnd() && !isFinished(stop)) {
            for (DeadLetter letter : reader.poll()) {
                if (isFinished(stop)) {
                    break;
                }
                take(letter);
            }
            progress.accept(reader.done());
        }
        if (!isFinished(stop)) {
            // The last offsets may hold no record.
            reader.ends().forEach(this::moveTo);
        }
        commit();
    }

    /** Prints the numbers of letters that were replayed and skipped. */
    void print(PrintWriter out) {
        errors.print(out, writer == null ? "WOULD BE REPLAYED" : "REPLAYED", "dead letters");
        out.println();
        out.println((writer == null ? "would be replayed: " : "replayed: ") + replayed);
        out.println("skipped by the selection: " + notSelected);
        if (replayedByOthers > 0) {
            out.println("replayed before with another selection: " + replayedByOthers);
        }
        out.println("not replayable: " + (withoutValue + tooLarge) + reasons());
        if (stopped) {
            out.println("Stopped before the end: the same command continues.");
        }
    }

    private String reasons() {
        List<String> reasons = new ArrayList<>();
        if (withoutValue > 0) {
            reasons.add(withoutValue + " without value");
        }
        if (tooLarge > 0) {
            reasons.add(tooLarge + " too large for the topic of requests");
        }
        return reasons.isEmpty() ? "" : " (" + String.join(", ", reasons) + ')';
    }

    private boolean isFinished(BooleanSupplier stop) {
        stopped = stopped || stop.getAsBoolean();
        return stopped || taken >= limit;
    }

    private void take(DeadLetter letter) {
        if (!selection.matches(letter)) {
            notSelected++;
        } else if (letter.isValueOmitted()) {
            withoutValue++;
        } else if (earlier.isReplayedByOther(letter)) {
            replayedByOthers++;
        } else {
            if (transaction.size() == transactionRecords || transactionBytes + letter.size() > TRANSACTION_BYTES) {
                commit();
            }
            taken++;
            transaction.add(letter);
            transactionBytes += letter.size();
        }
        moveTo(letter.partition(), letter.offset() + 1);
    }

    private void moveTo(TopicPartition partition, long position) {
        positions.put(partition, ReplayPositions.toCommit(position, topicId, selection));
    }

    private void commit() {
        List<DeadLetter> refused =
                writer == null || positions.isEmpty() ? List.of() : writer.write(transaction, positions);
        tooLarge += refused.size();
        for (DeadLetter letter : transaction) {
            if (!refused.contains(letter)) {
                replayed++;
                errors.add(letter.simpleErrorClass());
            }
        }
        transaction.clear();
        transactionBytes = 0;
        positions.clear();
    }
}
