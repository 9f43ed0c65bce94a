package io.github.cameltiktok.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.sandbox.SandboxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A consumer in a process of its own is killed at random moments and started again, and tells each change at least once
 * and none twice whose exchange had completed. Runs with {@code mvn verify -Pkill}.
 *
 * <p>An exchange has completed when its position is saved, right after the last step of the route. The file of positions
 * that a kill leaves says which have. So what is held here of each creator:
 *
 * <ul>
 *   <li>After a kill the saved position is that of the last line, or, if the exchange of that line was still in the
 *       route, that of the line before; never an older one, and never one that no line has told.
 *   <li>The first event after a start goes on exactly where the saved position ends: nothing between is lost, and nothing
 *       before is told again.
 *   <li>Each further event goes on where the one before it ends.
 *   <li>In the end what was told last is what is true.
 * </ul>
 */
final class KilledProcessRun {

    private static final int ROUNDS = 20;
    private static final int KILLS = 2;
    private static final long SEED = 20_261_124;

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    @TempDir
    private Path folder;

    private final ScheduledExecutorService time = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, CreatorState> expected = new HashMap<>();

    private static int rounds;
    private static int passed;
    private static int starts;
    private static int kills;
    private static int idleKills;
    private static int events;
    private static int retellings;
    private static int cuts;

    private int read;
    private WatcherProcess watcher;

    @AfterEach
    void end() throws InterruptedException {
        time.shutdownNow();
        if (watcher != null && watcher.isAlive()) {
            watcher.kill();
        }
    }

    @AfterAll
    static void printResult() {
        System.out.printf(
                "Kill test: rounds = %d, passed = %d, starts = %d, kills = %d (%d before the first event of a start),"
                        + " events = %d, told again = %d, half lines = %d, lost = %s%n",
                rounds,
                passed,
                starts,
                kills,
                idleKills,
                events,
                retellings,
                cuts,
                passed == rounds ? "0" : "see the rounds that failed");
    }

    @RepeatedTest(ROUNDS)
    void everyChangeIsEmittedAndNoneTwiceAfterCompletion(RepetitionInfo repetition) throws Exception {
        int round = repetition.getCurrentRepetition();
        rounds++;
        Random random = new Random(SEED + round);
        RepositoryKind repository = round % 2 == 0 ? RepositoryKind.CAMEL : RepositoryKind.KILL_SAFE;
        ChangingCreators creators = new ChangingCreators(sandbox.get(), SEED + round);
        time.scheduleWithFixedDelay(creators::live, 0, 5, TimeUnit.MILLISECONDS);

        for (int kill = 0; kill < KILLS; kill++) {
            start(repository);
            // Some at any moment of the start, most while events are going through.
            if (random.nextInt(4) == 0) {
                watcher.letRun(random.nextInt(2_000));
            } else {
                awaitLines(read + 1 + random.nextInt(30));
                watcher.letRun(random.nextInt(100));
            }
            watcher.kill();
            kills++;
            checkWhatTheKillLeft();
        }

        start(repository);
        awaitLines(read + 1);
        time.shutdown();
        assertThat(time.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertAllIsSaved(creators));
        watcher.kill();
        checkWhatTheKillLeft();
        assertThat(expected).hasSameSizeAs(ChangingCreators.HANDLES).allSatisfy((handle, state) -> assertThat(
                        state.seen())
                .isEqualTo(creators.of(handle).seen()));
        passed++;
    }

    private void start(RepositoryKind repository) throws IOException {
        watcher = WatcherProcess.start(sandbox.get(), folder, repository);
        starts++;
    }

    private void awaitLines(int count) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    watcher.letRun(0);
                    return lines().size() >= count;
                });
    }

    private List<String> lines() throws IOException {
        Path file = folder.resolve("emitted.txt");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private void assertAllIsSaved(ChangingCreators creators) throws IOException {
        SavedSnapshots saved = SavedSnapshots.read(folder.resolve("snapshots.txt"));
        for (String handle : ChangingCreators.HANDLES) {
            assertThat(saved.of(handle).seen())
                    .as(handle)
                    .isEqualTo(creators.of(handle).seen());
        }
    }

    private void checkWhatTheKillLeft() throws IOException {
        Map<String, CreatorState> told = new HashMap<>(expected);
        Map<String, CreatorState> before = new HashMap<>();
        List<String> all = lines();
        for (String line : all.subList(read, all.size())) {
            EmittedEvent event = EmittedEvent.parse(line);
            CreatorState last = told.getOrDefault(event.handle(), CreatorState.NOTHING);
            before.put(event.handle(), last);
            told.put(event.handle(), last.after(event));
        }
        events += all.size() - read;
        idleKills += all.size() == read ? 1 : 0;
        read = all.size();

        SavedSnapshots saved = SavedSnapshots.read(folder.resolve("snapshots.txt"));
        cuts += saved.isCut() ? 1 : 0;
        for (String handle : ChangingCreators.HANDLES) {
            CreatorState last = told.getOrDefault(handle, CreatorState.NOTHING);
            CreatorState position = saved.of(handle);
            if (!position.equals(last)) {
                assertThat(position)
                        .as("saved position of %s, whose last event tells %s", handle, last)
                        .isEqualTo(before.get(handle));
                retellings++;
            }
            // What the next start must go on with.
            expected.put(handle, position);
        }
    }
}
