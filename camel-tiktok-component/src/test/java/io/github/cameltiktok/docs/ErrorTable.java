package io.github.cameltiktok.docs;

import io.github.cameltiktok.TikTokException;
import io.github.cameltiktok.sandbox.DocumentedFailure;
import io.github.cameltiktok.sandbox.DocumentedFailures;
import io.github.cameltiktok.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/** What a route sees of each failure that a provider documents: each of them is provoked at the sandbox. */
final class ErrorTable {

    private final Sandbox sandbox;

    ErrorTable(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    String of(String provider) throws Exception {
        String text =
                DocumentedFailures.of(provider).stream().allMatch(failure -> failure.code() == null) ? "text" : "code";
        List<String> rows = new ArrayList<>(
                List.of("| status | " + text + " | exception | retryable |", "| --- | --- | --- | --- |"));
        try (CamelContext context = SandboxedContext.create(sandbox, null)) {
            context.start();
            for (DocumentedFailure failure : DocumentedFailures.of(provider)) {
                TikTokException seen = provoke(context, provider, failure.key());
                rows.add("| " + failure.status() + " | " + named(failure) + " | `"
                        + seen.getClass().getSimpleName() + "` | " + (seen.retryable() ? "yes" : "no") + " |");
            }
        }
        return String.join("\n", rows);
    }

    private static TikTokException provoke(CamelContext context, String provider, String key) {
        Exchange exchange = context.createFluentProducerTemplate()
                .to("tiktok:video?provider=" + provider + "&apiKey=RAW(" + key + ")")
                .withBody("7311111111111111111")
                .send();
        return exchange.getException(TikTokException.class);
    }

    private static String named(DocumentedFailure failure) {
        return failure.code() == null ? failure.message() : "`" + failure.code() + "`";
    }
}
