package io.github.cameltiktok.pipeline.deadletters;

import io.github.cameltiktok.pipeline.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A replay is killed again and again; each letter is replayed exactly once. Runs with {@code mvn verify -Pkill};
 * {@code -Dkill.seed=N} repeats the random moments, and {@code -Dkills=20} kills it more often.
 */
final class ReplayKillRun {

    private static final long SEED = Long.getLong("kill.seed", new Random().nextInt(1_000_000));
    private static final int LETTERS = 6_000;
    private static final int KILLS = Integer.getInteger("kills", 6);
    private static final int TRANSACTION = 7;

    @Test
    void killedReplaysReplayEachLetterExactlyOnce(@TempDir Path folder) {
        System.out.println("Replay kill run: seed " + SEED + " (-Dkill.seed=" + SEED + " repeats it)");
        Random random = new Random(SEED);
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                KilledReplay replay = new KilledReplay(broker.address(), "replay-kill", LETTERS, TRANSACTION, folder)) {
            for (int kill = 1; kill <= KILLS; kill++) {
                // Below 90 % of the letters, so that the replay still runs when it is killed.
                replay.killAt(replay.momentBelow(LETTERS * 9 / 10 * kill / KILLS, random));
            }
            replay.finish();
            System.out.printf(
                    "Replay kill run: letters = %d, kills = %d, starts = %d, lost = 0, replayed twice = 0%n",
                    LETTERS, KILLS, replay.starts());
        }
    }
}
