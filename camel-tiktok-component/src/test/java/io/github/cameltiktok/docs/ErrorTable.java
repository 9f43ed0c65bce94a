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
 * Table of each documented failure of a provider. The sandbox provokes each at a provider with a fallback. The fallback
 * finds nothing, so both failures are in the exception.
 */
final class ErrorTable {

    /** Failed lookups until a circuit opens. */
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
                "| status | " + text + " | exception | retried | circuit | next provider |",
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
                // Each key has its own circuit. An endpoint keeps the key that was set at its creation.
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
                + seen.getClass().getSimpleName() + "` | " + retried(calls, failure) + " | " + circuit(context)
                + " | " + (isPassedOn ? "yes" : "no") + " |";
    }

    /** The number of calls decides; the tests of delays cover the longer delay. */
    private static String retried(long calls, DocumentedFailure failure) {
        if (calls == 1) {
            return "no";
        }
        if (calls == 2) {
            return "once";
        }
        return failure.retry() == DocumentedFailure.Retry.WITH_LONGER_DELAY ? "longer delay" : "yes";
    }

    /** Returns the effect on the circuit, which is open if a lookup makes no call. One lookup was made before. */
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
        // Camel's getException(Class) returns the suppressed one first.
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
