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
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills a consumer in its own process at random moments and restarts it. The consumer must emit each change at least
 * once, and none twice after its exchange has completed. Runs with {@code mvn verify -Pkill}; {@code -Dkills=20} is the number
 * of rounds with two kills each.
 *
 * <p>An exchange has completed when its snapshot is saved, right after the last step of the route. The file of snapshots
 * after a kill shows which exchanges have completed. Rules for each creator:
 *
 * <ul>
 *   <li>After a kill, the saved snapshot is that of the last line. If the exchange of that line was still in the route,
 *       it is that of the line before. It is never an older one, and never one without a line.
 *   <li>The first event after a start continues from the saved snapshot: no change is lost, and no completed one is
 *       repeated.
 *   <li>Each further event continues from the one before.
 *   <li>The last event equals the final state of the creator.
 * </ul>
 */
final class KilledProcessRun {

    private static final int ROUNDS = Integer.getInteger("kills", 6);
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
    private static int killsBeforeFirstEvent;
    private static int events;
    private static int repeatedEvents;
    private static int incompleteLines;

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
                        + " events = %d, repeated = %d, incomplete lines = %d, lost = %s%n",
                rounds,
                passed,
                starts,
                kills,
                killsBeforeFirstEvent,
                events,
                repeatedEvents,
                incompleteLines,
                passed == rounds ? "0" : "see the failed rounds");
    }

    static IntStream numbers() {
        return IntStream.rangeClosed(1, ROUNDS);
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void everyChangeIsEmittedAndNoneTwiceAfterCompletion(int round) throws Exception {
        rounds++;
        Random random = new Random(SEED + round);
        RepositoryKind repository = round % 2 == 0 ? RepositoryKind.CAMEL : RepositoryKind.KILL_SAFE;
        ChangingCreators creators = new ChangingCreators(sandbox.get(), SEED + round);
        time.scheduleWithFixedDelay(creators::change, 0, 5, TimeUnit.MILLISECONDS);

        for (int kill = 0; kill < KILLS; kill++) {
            start(repository);
            // A quarter at a random moment of the start, the others between events.
            if (random.nextInt(4) == 0) {
                watcher.letRun(random.nextInt(2_000));
            } else {
                awaitLines(read + 1 + random.nextInt(30));
                watcher.letRun(random.nextInt(100));
            }
            watcher.kill();
            kills++;
            checkStateAfterKill();
        }

        start(repository);
        awaitLines(read + 1);
        time.shutdown();
        assertThat(time.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertFinalStatesAreSaved(creators));
        watcher.kill();
        checkStateAfterKill();
        assertThat(expected).hasSameSizeAs(ChangingCreators.HANDLES).allSatisfy((handle, state) -> assertThat(
                        state.observable())
                .isEqualTo(creators.of(handle).observable()));
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

    private void assertFinalStatesAreSaved(ChangingCreators creators) throws IOException {
        SavedSnapshots saved = SavedSnapshots.read(folder.resolve("snapshots.txt"));
        for (String handle : ChangingCreators.HANDLES) {
            assertThat(saved.of(handle).observable())
                    .as(handle)
                    .isEqualTo(creators.of(handle).observable());
        }
    }

    private void checkStateAfterKill() throws IOException {
        Map<String, CreatorState> emitted = new HashMap<>(expected);
        Map<String, CreatorState> before = new HashMap<>();
        List<String> all = lines();
        for (String line : all.subList(read, all.size())) {
            EmittedEvent event = EmittedEvent.parse(line);
            CreatorState last = emitted.getOrDefault(event.handle(), CreatorState.NOTHING);
            before.put(event.handle(), last);
            emitted.put(event.handle(), last.after(event));
        }
        events += all.size() - read;
        killsBeforeFirstEvent += all.size() == read ? 1 : 0;
        read = all.size();

        SavedSnapshots saved = SavedSnapshots.read(folder.resolve("snapshots.txt"));
        incompleteLines += saved.isTruncated() ? 1 : 0;
        for (String handle : ChangingCreators.HANDLES) {
            CreatorState last = emitted.getOrDefault(handle, CreatorState.NOTHING);
            CreatorState snapshot = saved.of(handle);
            if (!snapshot.equals(last)) {
                assertThat(snapshot)
                        .as("saved snapshot of %s, whose last event was %s", handle, last)
                        .isEqualTo(before.get(handle));
                repeatedEvents++;
            }
            // The next start must continue from here.
            expected.put(handle, snapshot);
        }
    }
}
