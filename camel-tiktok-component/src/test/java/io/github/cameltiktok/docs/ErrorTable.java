package io.github.cameltiktok.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.TikTokException;
import io.github.cameltiktok.sandbox.DocumentedFailure;
import io.github.cameltiktok.sandbox.DocumentedFailures;
import io.github.cameltiktok.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;

/**
 * What follows from each failure that a provider documents: each of them is provoked at the sandbox, at a provider that
 * has another one behind it. That other one finds nothing, which leaves both failures to be seen.
 */
final class ErrorTable {

    /** As many as a circuit needs to open for a provider that fails. */
    private static final int LOOKUPS = 10;

    private final Sandbox sandbox;
    private final String provider;
    private final String next;

    ErrorTable(Sandbox sandbox, String provider) {
        this.sandbox = sandbox;
        this.provider = provider;
        this.next = provider.equals("apidirect") ? "dumplingai" : "apidirect";
    }

    String rows() throws Exception {
        List<DocumentedFailure> failures = DocumentedFailures.of(provider);
        String text = failures.stream().allMatch(failure -> failure.code() == null) ? "text" : "code";
        List<String> rows = new ArrayList<>(List.of(
                "| status | " + text + " | exception | asked again | circuit | next provider |",
                "| --- | --- | --- | --- | --- | --- |"));
        try (CamelContext context = SandboxedContext.create(sandbox, null)) {
            TikTokComponent component = context.getComponent("tiktok", TikTokComponent.class);
            component.getConfiguration().setRetryDelay(1);
            SandboxedContext.settings(component, next)
                    .setApiKey(DocumentedFailures.of(next).stream()
                            .filter(other -> other.status() == 404)
                            .findFirst()
                            .orElseThrow()
                            .key());
            context.disableJMX();
            context.start();
            for (DocumentedFailure failure : failures) {
                // Each key has a circuit of its own, and each endpoint the key that was set when it was made.
                SandboxedContext.settings(component, provider).setApiKey(failure.key());
                context.removeEndpoints("tiktok:*");
                rows.add(row(context, failure));
            }
        }
        return String.join("\n", rows);
    }

    private String row(CamelContext context, DocumentedFailure failure) {
        sandbox.clearLog();
        TikTokException last = ask(context);
        boolean isPassedOn = sandbox.calls(next) > 0;
        assertThat(last.getSuppressed()).as(failure.key() + last).hasSize(isPassedOn ? 1 : 0);
        TikTokException seen = isPassedOn ? (TikTokException) last.getSuppressed()[0] : last;
        assertThat(seen.provider()).isEqualTo(provider);
        long calls = sandbox.calls(provider);
        assertThat(seen.retryable()).as(failure.key()).isEqualTo(calls > 1);
        return "| " + failure.status() + " | " + named(failure) + " | `"
                + seen.getClass().getSimpleName() + "` | " + askedAgain(calls, failure) + " | " + circuit(context)
                + " | " + (isPassedOn ? "yes" : "no") + " |";
    }

    /** How often is seen here; that some of it comes slowly is for the tests of the waits. */
    private static String askedAgain(long calls, DocumentedFailure failure) {
        if (calls == 1) {
            return "no";
        }
        if (calls == 2) {
            return "once";
        }
        return failure.retry() == DocumentedFailure.Retry.WITH_LONGER_DELAY ? "slowly" : "yes";
    }

    /** A circuit is open when a lookup makes no call. The first lookup has been made. */
    private String circuit(CamelContext context) {
        for (int lookups = 1; lookups <= LOOKUPS; lookups++) {
            long before = sandbox.calls(provider);
            ask(context);
            if (sandbox.calls(provider) == before) {
                assertThat(lookups).isIn(1, LOOKUPS);
                return lookups == 1 ? "opens at once" : "counts";
            }
        }
        return "no";
    }

    private TikTokException ask(CamelContext context) {
        // Camel's getException(Class) would find the suppressed one first.
        return (TikTokException) context.createFluentProducerTemplate()
                .to("tiktok:video?provider=" + provider + "," + next)
                .withBody("7311111111111111111")
                .send()
                .getException();
    }

    private static String named(DocumentedFailure failure) {
        return failure.code() == null ? failure.message() : "`" + failure.code() + "`";
    }
}
