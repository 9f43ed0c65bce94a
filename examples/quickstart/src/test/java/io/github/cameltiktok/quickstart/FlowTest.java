package io.github.cameltiktok.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameltiktok.model.TikTokJson;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.sandbox.ReceivedWebhook;
import io.github.cameltiktok.sandbox.Sandbox;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class FlowTest {

    @RegisterExtension
    static final SandboxExtension extension = new SandboxExtension();

    private final Sandbox sandbox = extension.get();
    private Flow flow;

    @AfterEach
    void stop() {
        flow.close();
    }

    @Test
    void webhookReceivesTheCallersRecordAsJson() throws Exception {
        flow = Flow.start(List.of(account(DataProvider.DUMPLINGAI)), sandbox.webhookUrl());

        TikTokRecord found = flow.lookUp(Lookup.DOCUMENTED.get(1));

        assertThat(sandbox.webhooks()).singleElement().satisfies(webhook -> {
            assertThat(webhook.path()).isEqualTo("/webhook/video?requestSource=MAKE_DOT_COM");
            assertThat(webhook.body()).isEqualTo(TikTokJson.text(found));
        });
    }

    @Test
    void webhookReceivesNoHeadersOfTheRoute() throws Exception {
        flow = Flow.start(List.of(account(DataProvider.DUMPLINGAI)), sandbox.webhookUrl());

        flow.lookUp(Lookup.DOCUMENTED.get(1));

        ReceivedWebhook webhook = sandbox.webhooks().get(0);
        assertThat(webhook.headers()).containsEntry("Content-Type", "application/json");
        assertThat(webhook.headers().keySet())
                .isSubsetOf(
                        "Accept-Encoding",
                        "Connection",
                        "Content-Length",
                        "Content-Type",
                        "Host",
                        "User-Agent",
                        "Transfer-Encoding");
    }

    @Test
    void providerReceivesTheRequestSource() throws Exception {
        flow = Flow.start(List.of(account(DataProvider.DUMPLINGAI)), sandbox.webhookUrl());

        flow.lookUp(Lookup.DOCUMENTED.get(4));

        assertThat(sandbox.calls()).singleElement().satisfies(call -> assertThat(call.body())
                .contains("\"requestSource\":\"MAKE_DOT_COM\""));
    }

    @Test
    void refusalByTheWebhookFailsTheLookup() {
        flow = Flow.start(List.of(account(DataProvider.DUMPLINGAI)), URI.create("http://127.0.0.1:" + sandbox.port()));

        assertThatThrownBy(() -> flow.lookUp(Lookup.DOCUMENTED.get(1))).hasMessageContaining("statusCode: 404");
    }

    private Settings.Account account(DataProvider provider) {
        return new Settings.Account(
                provider,
                sandbox.apiKey(provider.option()),
                sandbox.baseUrl(provider.option()).toString());
    }
}
