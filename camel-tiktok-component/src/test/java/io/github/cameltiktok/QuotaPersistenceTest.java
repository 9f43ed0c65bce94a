package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.sandbox.Sandbox;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The properties in docs/guides/control-cost.md configure a quota that survives a restart, and its message is on the page. */
final class QuotaPersistenceTest {

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    @TempDir
    Path folder;

    @Test
    void quotaConfiguredByPropertiesSurvivesRestart() throws Exception {
        Exception first = runLookup(newApplication());
        Exception second = runLookup(newApplication());

        assertThat(first).isNull();
        assertThat(second).isInstanceOf(TikTokQuotaException.class).hasMessageContaining("maxRequestsPerDay");
        assertThat(sandbox.get().calls("apidirect")).isOne();
    }

    /** The page has another limit and the day on which it was written. */
    @Test
    void refusalIsThatOfPage() throws Exception {
        runLookup(newApplication());
        String refusal = runLookup(newApplication()).getMessage();

        String page = Files.readString(Path.of("../docs/guides/control-cost.md"));
        assertThat(page.replaceAll("\\s+", " "))
                .contains(refusal.replace("its 1 calls", "its 500 calls")
                        .replace(LocalDate.now(ZoneOffset.UTC).toString(), "2026-11-30"));
    }

    private Main newApplication() {
        Sandbox running = sandbox.get();
        Properties properties = new Properties();
        properties.put("camel.beans.quotas", "#class:" + FileStateRepository.class.getName());
        properties.put("camel.beans.quotas.fileStore", "#bean:file");
        properties.put("camel.beans.file", "#class:java.io.File(\"" + file() + "\")");
        properties.put("camel.component.tiktok.state-repository", "#bean:quotas");
        properties.put("camel.component.tiktok.apidirect.max-requests-per-day", "1");
        properties.put(
                "camel.component.tiktok.apidirect.base-url",
                running.baseUrl("apidirect").toString());
        properties.put("camel.component.tiktok.apidirect.api-key", running.apiKey("apidirect"));
        Main main = new Main();
        main.setOverrideProperties(properties);
        return main;
    }

    private Path file() {
        return folder.resolve("tiktok-quota");
    }

    private static Exception runLookup(Main application) throws Exception {
        try {
            application.start();
            return lookUp(application.getCamelContext());
        } finally {
            application.stop();
        }
    }

    private static Exception lookUp(CamelContext context) {
        return context.createFluentProducerTemplate()
                .to("tiktok:video?provider=apidirect")
                .withBody("7311111111111111111")
                .send()
                .getException();
    }
}
