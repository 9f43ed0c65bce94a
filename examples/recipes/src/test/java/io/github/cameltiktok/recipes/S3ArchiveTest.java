package io.github.cameltiktok.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltiktok.sandbox.SandboxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The files behind the sandbox's links do not exist, so the test links to a server of its own; another stands for S3. */
final class S3ArchiveTest {

    private static final Recipe RECIPE = new Recipe("s3-archive");
    private static final Path INBOX = Path.of("inbox");
    private static final Path FAILED = Path.of("failed/links.txt");
    private static final String VIDEO = "7311111111111111111";
    private static final String OTHER = "7311111111111111112";
    private static final long LARGE = 150_000_000;

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private MediaServer media;
    private S3StandIn s3;

    @BeforeEach
    void startServers() throws Exception {
        System.setProperty("aws.accessKeyId", "key");
        System.setProperty("aws.secretAccessKey", "secret");
        delete(INBOX);
        Files.deleteIfExists(FAILED);
        media = new MediaServer();
        s3 = new S3StandIn();
    }

    @AfterEach
    void stopServers() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        s3.close();
        media.close();
    }

    @Test
    void videoIsArchivedWithItsType() throws Exception {
        link(VIDEO, "/media/1500000");
        link(OTHER, "/media/20");
        try (RecipeRun run = start(200_000_000, VIDEO + "\n" + OTHER + "\n")) {
            RECIPE.printsOnItsPage(run.printed());
        }

        assertThat(s3.objects())
                .containsOnlyKeys(
                        "/my-tiktok-archive/tiktok/" + VIDEO + "/0-VIDEO",
                        "/my-tiktok-archive/tiktok/" + OTHER + "/0-VIDEO");
        S3StandIn.Stored stored = s3.objects().get("/my-tiktok-archive/tiktok/" + VIDEO + "/0-VIDEO");
        assertThat(stored.size()).isEqualTo(1_500_000);
        assertThat(stored.received()).isGreaterThanOrEqualTo(1_500_000);
        assertThat(stored.contentType()).isEqualTo("video/mp4");
    }

    @Test
    void fileLargerThanTheHeapIsStreamed() throws Exception {
        assertThat(Runtime.getRuntime().maxMemory()).as("-Xmx of this test").isLessThan(LARGE);
        link(VIDEO, "/media/" + LARGE);
        try (RecipeRun run = start(LARGE, VIDEO)) {
            assertThat(run.printed()).hasSize(1);
        }

        assertThat(s3.objects().values()).extracting(S3StandIn.Stored::size).containsExactly(LARGE);
    }

    @Test
    void fileThatIsTooLargeOrOfUnknownSizeOrGoneIsNotArchived() throws Exception {
        link(VIDEO, "/media/1001");
        link(OTHER, "/chunked/10");
        link("7311111111111111113", "/gone/1");
        link("7311111111111111114", "/media/1000");
        try (RecipeRun run = start(
                1_000, VIDEO + "\n" + OTHER + "\n7311111111111111113\n7000000000000000404\n7311111111111111114")) {
            assertThat(run.printed()).hasSize(5);
        }

        assertThat(Files.readString(FAILED))
                .isEqualTo(VIDEO + "\n" + OTHER + "\n7311111111111111113\n7000000000000000404\n");
        assertThat(s3.objects()).containsOnlyKeys("/my-tiktok-archive/tiktok/7311111111111111114/0-VIDEO");
    }

    private void link(String videoId, String path) throws Exception {
        Answers.change(
                sandbox.get(),
                videoId,
                video -> video.put("video_url", media.url(path) + "?x-expires=4102444800&a=b%2Fc"));
    }

    /** Returns when the file of links has been read to its end. */
    private RecipeRun start(long maxBytes, String links) throws Exception {
        Files.createDirectories(INBOX);
        Files.writeString(INBOX.resolve("links.txt"), links);
        RecipeRun run = new RecipeRun(RECIPE, sandbox.get())
                .with("max.bytes", maxBytes)
                .with("camel.component.aws2-s3.override-endpoint", true)
                .with("camel.component.aws2-s3.uri-endpoint-override", s3.url())
                .with("camel.component.aws2-s3.force-path-style", true)
                .start();
        await().atMost(RecipeRun.PATIENCE).until(() -> Files.exists(INBOX.resolve(".camel/links.txt")));
        return run;
    }

    private static void delete(Path folder) throws Exception {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
