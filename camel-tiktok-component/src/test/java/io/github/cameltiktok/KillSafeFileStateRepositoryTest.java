package io.github.cameltiktok;

import static io.github.cameltiktok.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameltiktok.sandbox.SandboxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A state file stays readable after a kill during a write. */
final class KillSafeFileStateRepositoryTest {

    private static final String OLD = "a={\"n\":1}\nb={\"n\":2}\n";
    private static final String LINE = "a={\"n\":3}";

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    @TempDir
    private Path folder;

    private Path file(String content) throws IOException {
        Path file = folder.resolve("states.txt");
        Files.writeString(file, content);
        return file;
    }

    /** If this test fails, Camel has fixed the defect and KillSafeFileStateRepository can be removed. */
    @Test
    void fileStateRepositoryFailsOnTruncatedKeyAndAcceptsTruncatedValue() throws Exception {
        FileStateRepository half = FileStateRepository.fileStateRepository(
                file(OLD + LINE.substring(0, 1)).toFile());
        assertThatThrownBy(half::start).isInstanceOf(Exception.class);

        FileStateRepository empty = FileStateRepository.fileStateRepository(
                file(OLD + LINE.substring(0, 2)).toFile());
        empty.start();
        assertThat(empty.getState("a")).isEmpty();
    }

    @Test
    void truncatedLastLineKeepsEarlierStates() throws Exception {
        for (int end = 0; end <= LINE.length(); end++) {
            Path file = file(OLD + LINE.substring(0, end));

            KillSafeFileStateRepository states = new KillSafeFileStateRepository(file.toFile());
            states.start();
            assertThat(states.getState("a")).as("truncated at %d", end).isEqualTo("{\"n\":1}");
            states.setState("b", "{\"n\":4}");

            // A kill: the file is read without a stop of the first repository.
            KillSafeFileStateRepository again = new KillSafeFileStateRepository(file.toFile());
            again.start();
            assertThat(again.getState("a")).isEqualTo("{\"n\":1}");
            assertThat(again.getState("b")).isEqualTo("{\"n\":4}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a text",
                "a text,\nof two lines",
                "a text,\nof two lines.\n",
                "# settings\na=1\nb=2",
                "a=1\n\nb=2",
                "a=1\n\n",
                "=1\na=2",
                "a=1",
                "tiktak.watch",
                "\u0000\u0001\u0002",
            })
    void foreignFileIsRejectedAndUnchanged(String content) throws Exception {
        Path file = file(content);
        KillSafeFileStateRepository own = new KillSafeFileStateRepository(file.toFile());
        FileStateRepository camels = FileStateRepository.fileStateRepository(file.toFile());

        assertThatThrownBy(own::start)
                .hasStackTraceContaining("file " + file + " is not a state file")
                .hasStackTraceContaining("key=value")
                .hasStackTraceContaining("Set the repository's fileStore to another file");
        own.stop();
        assertThatThrownBy(() -> run(camels, new ConcurrentLinkedQueue<>()))
                .hasStackTraceContaining("file " + file + " is not a state file");
        assertThat(file).hasContent(content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "t", "tiktok", "tiktok.", "tiktok.budget.apidirect", "tiktok.budget.apidirect=2026-"})
    void truncatedFirstLineOfOwnKeyIsRemoved(String content) throws Exception {
        Path file = file(content);

        new KillSafeFileStateRepository(file.toFile()).start();

        assertThat(file).isEmptyFile();
    }

    @Test
    void completeFileIsUnchanged() throws Exception {
        Path file = file(OLD + LINE + "\n");

        KillSafeFileStateRepository states = new KillSafeFileStateRepository(file.toFile());
        states.start();

        assertThat(states.getState("a")).isEqualTo("{\"n\":3}");
        assertThat(file).hasContent(OLD + LINE + "\n");
    }

    @Test
    void rewriteReplacesFileAtomically() throws Exception {
        Path file = file(OLD);
        KillSafeFileStateRepository states = new KillSafeFileStateRepository();
        states.setFileStore(file.toFile());
        states.setMaxFileStoreSize(1);
        states.start();
        // A hard link shows writes to the old file, but not its replacement.
        Path first = Files.createLink(folder.resolve("first"), file);

        states.setState("a", "{\"n\":3}");
        assertThat(first).hasContent(OLD);
        assertThat(file).hasContent("a={\"n\":3}\nb={\"n\":2}\n");

        Path second = Files.createLink(folder.resolve("second"), file);
        states.stop();
        assertThat(Files.isSameFile(second, file)).isFalse();
        assertThat(file).hasSameTextualContentAs(second);
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void interruptedRewriteIsRepeated() throws Exception {
        Path file = file(OLD);
        Files.writeString(folder.resolve("states.txt.new"), "a={");
        KillSafeFileStateRepository states = new KillSafeFileStateRepository(file.toFile());
        states.start();
        states.stop();
        states.start();

        assertThat(states.getState("a")).isEqualTo("{\"n\":1}");
        assertThat(states.getState("b")).isEqualTo("{\"n\":2}");
    }

    @Test
    void failedRewriteIsReportedAndKeepsFile() throws Exception {
        Path file = file(OLD);
        Files.createDirectory(folder.resolve("states.txt.new"));
        KillSafeFileStateRepository states = new KillSafeFileStateRepository(file.toFile());
        states.start();

        assertThatThrownBy(states::reset).hasStackTraceContaining("states.txt.new");
        assertThat(file).hasContent(OLD);
    }

    /** The component repairs the file before it starts a FileStateRepository of Camel. */
    @Test
    void consumerWithTruncatedFileEmitsNothingTwice() throws Exception {
        String saved = "tiktok.watch.watching.user:some.cook";
        String all = "";
        for (int cut = 0; cut < 3; cut++) {
            Queue<Exchange> seen = new ConcurrentLinkedQueue<>();
            Path file = file(all + saved.substring(0, cut * 10) + (cut == 2 ? saved.substring(20) + "=" : ""));
            run(FileStateRepository.fileStateRepository(file.toFile()), seen);

            assertThat(seen).hasSize(cut == 0 ? 1 : 0);
            all = Files.readString(file);
            assertThat(all).contains(saved + "={");
        }
    }

    private void run(FileStateRepository states, Queue<Exchange> seen) throws Exception {
        sandbox.get().clearLog();
        TikTokComponent component = SandboxComponents.create(sandbox.get());
        component.setStateRepository(states);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            context.addComponent("tiktok", component);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("tiktok:user?provider=apidirect&initialDelay=0&delay=50&handle=some.cook")
                            .routeId("watching")
                            .process(seen::add);
                }
            });
            context.start();
            await().until(() -> sandbox.get().calls().size() >= 3);
        }
    }
}
