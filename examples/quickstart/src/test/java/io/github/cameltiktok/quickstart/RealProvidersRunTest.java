package io.github.cameltiktok.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.sandbox.Sandbox;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs with API keys. A second sandbox takes the place of the providers. */
final class RealProvidersRunTest {

    private static final String RETRIES = "camel.component.tiktok.max-retries";
    private static final String VIDEO = "https://www.tiktok.com/@some.cook/video/7311111111111111111";

    @RegisterExtension
    static final SandboxExtension extension = new SandboxExtension();

    private final Sandbox internet = extension.get();

    @Test
    void onlyTheProviderWithAKeyIsCalledAndOnlyOnce() {
        Run run = Run.of(
                List.of(VIDEO),
                Map.of(
                        "PEEKALINK_API_KEY", internet.apiKey("peekalink"),
                        "PEEKALINK_BASE_URL", internet.baseUrl("peekalink").toString()));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("Calling with your API key: Peekalink at " + internet.baseUrl("peekalink"))
                .contains("peekalink   @some.cook", "\"provider\" : \"peekalink\"")
                .containsPattern("POST +/webhook/video +MAKE_DOT_COM");
        assertThat(internet.calls("peekalink")).isOne();
        assertThat(internet.calls()).hasSize(1);
    }

    @Test
    void keyIsNeverPrinted() {
        Run run = Run.of(
                List.of(VIDEO),
                Map.of(
                        "DUMPLINGAI_API_KEY", internet.apiKey("dumplingai"),
                        "DUMPLINGAI_BASE_URL", internet.baseUrl("dumplingai").toString()));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out() + run.err()).doesNotContain(internet.apiKey("dumplingai"));
    }

    @Test
    void refusedKeyIsOneLineAndDoesNotStopTheOthers() {
        Run run = Run.of(
                List.of(VIDEO),
                Map.of(
                        "APIDIRECT_API_KEY", "no-such-key",
                        "APIDIRECT_BASE_URL", internet.baseUrl("apidirect").toString(),
                        "DUMPLINGAI_API_KEY", internet.apiKey("dumplingai"),
                        "DUMPLINGAI_BASE_URL", internet.baseUrl("dumplingai").toString()));

        assertThat(run.exitCode()).isOne();
        assertThat(run.out())
                .contains("apidirect   FAILED: Lookup of video " + VIDEO, "status 401", "Check the API key")
                .contains("dumplingai  @some.cook", "1 of 2 failed")
                .doesNotContain("no-such-key", "Exception");
        assertThat(internet.billedCalls("dumplingai")).isOne();
    }

    @Test
    void unreachableProviderIsReportedWithItsAddress() {
        Run run;
        // Retries would wait 7 s in total.
        System.setProperty(RETRIES, "0");
        try {
            run = Run.of(
                    List.of(VIDEO), Map.of("APIDIRECT_API_KEY", "any", "APIDIRECT_BASE_URL", "http://127.0.0.1:1"));
        } finally {
            System.clearProperty(RETRIES);
        }

        assertThat(run.exitCode()).isOne();
        assertThat(run.out()).contains("apidirect could not connect to http://127.0.0.1:1");
    }
}
