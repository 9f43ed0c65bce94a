package io.github.cameltiktok.kamelets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.cameltiktok.sandbox.SandboxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table "A link with &amp;" of docs/reference/kamelets/README.md. A property of a Kamelet becomes part of a URI. */
final class LinkWithAmpersandTest {

    private static final String LINK = KameletUse.VIDEO + "?is_from_webapp=1&sender_device=pc";
    private static final String SECOND_ID = "7311111111111111111";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final KameletFile SOURCE = KameletFile.load("tiktok-video-source");

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void disableJmx() {
        context.disableJMX();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @ParameterizedTest
    @EnumSource
    void fileMayContainIt(Form form, @TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("watch.txt"), LINK + "\n" + SECOND_ID + "\n");

        start(form, "resource:file:" + file);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(idsLookedUp())
                .containsExactlyInAnyOrder(KameletUse.VIDEO_ID, SECOND_ID));
    }

    @Test
    void pipeFailsAtStart() {
        assertThatThrownBy(() -> start(Form.PIPE, LINK))
                .hasStackTraceContaining("Unknown parameters=[{sender_device=pc}]");
    }

    @Test
    void encodedOneWorksInPipe() throws Exception {
        start(Form.PIPE, LINK.replace("&", "%26") + "," + SECOND_ID);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(idsLookedUp())
                .containsExactlyInAnyOrder(KameletUse.VIDEO_ID, SECOND_ID));
    }

    @ParameterizedTest
    @EnumSource(names = {"JAVA", "YAML"})
    void restOfListIsLostInRoute(Form form) throws Exception {
        start(form, LINK + "," + SECOND_ID);

        await().atMost(PATIENCE).until(() -> !idsLookedUp().isEmpty());
        assertThat(context.getEndpoints())
                .filteredOn(endpoint -> endpoint.getEndpointUri().startsWith("tiktok:"))
                .singleElement()
                .satisfies(endpoint -> assertThat(endpoint.getEndpointUri())
                        .contains("is_from_webapp")
                        .doesNotContain(SECOND_ID));
    }

    private void start(Form form, String subjects) throws Exception {
        Map<String, String> properties = KameletUse.properties(SOURCE, sandbox.get());
        properties.put("subjects", subjects);
        form.add(context, SOURCE, properties);
        context.start();
    }

    private static List<String> idsLookedUp() {
        return sandbox.get().calls().stream()
                .map(call -> call.path().replaceFirst(".*video_id=", ""))
                .toList();
    }
}
