package io.github.cameltiktok.pipeline.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.pipeline.PipelineFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@link ReplayKillRun}. */
class ReplayKillTest {

    private static final int LETTERS = 900;
    private static final int TRANSACTION = 5;

    @Test
    void killedAndStoppedReplaysReplayEachLetterOnce(@TempDir Path folder) {
        try (KilledReplay replay =
                new KilledReplay(PipelineFixture.brokers(), "replay-kill-test", LETTERS, TRANSACTION, folder)) {
            replay.killAt(1);
            String output = replay.stopAt(LETTERS / 3);
            replay.finish();

            assertThat(output).contains("Stopped before the end: the same command continues.");
        }
    }
}
