package io.github.cameltiktok;

import io.github.cameltiktok.TikTokException.Details;
import io.github.cameltiktok.TikTokUnavailableException.Reason;
import io.github.cameltiktok.internal.lookup.LookupQuery;
import io.github.cameltiktok.internal.lookup.LookupResult.Failed;
import io.github.cameltiktok.internal.lookup.http.TransportFailures;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Origin;
import io.github.cameltiktok.internal.message.InvalidArgumentException;
import io.github.cameltiktok.model.TikTokResource;
import io.github.cameltiktok.provider.ProviderFailure;

/** Creates the exceptions that routes receive. */
final class ExceptionFactory {

    private static final String NOTHING_SENT = ". Nothing was sent.";
    private static final StackTraceElement[] NO_FRAMES = {};

    private ExceptionFactory() {}

    /** Returns the exception for a lookup that was rejected before any call. */
    static TikTokInvalidRequestException rejected(InvalidArgumentException cause) {
        return new TikTokInvalidRequestException(
                cause.getMessage() + NOTHING_SENT, cause.problem() + NOTHING_SENT, Details.REJECTED, cause);
    }

    /** Returns the exception for a failed lookup, with those of the providers called earlier suppressed in it. */
    static TikTokException of(Failed<?> failed, TikTokResource resource, LookupQuery query) {
        TikTokException exception = ofOne(failed, resource, query);
        failed.earlier().forEach(earlier -> exception.addSuppressed(ofOne(earlier, resource, query)));
        return exception;
    }

    /** Without stack trace: its 60 frames of the engine would be in the log of each failed exchange. A cause has its own. */
    private static TikTokException ofOne(Failed<?> failed, TikTokResource resource, LookupQuery query) {
        TikTokException exception = create(failed, resource, query);
        exception.setStackTrace(NO_FRAMES);
        return exception;
    }

    private static TikTokException create(Failed<?> failed, TikTokResource resource, LookupQuery query) {
        String provider = failed.provider();
        ProviderFailure failure = failed.failure();
        Details details = new Details(
                provider,
                failure,
                // A cached failure cost this lookup no call.
                failed.origin() == Origin.CACHED ? 0 : failed.calls(),
                query.requestSource());
        String message =
                subject(provider, resource, query) + ' ' + withoutFullStop(failure.message()) + facts(failed) + ". ";
        Throwable cause = failed.cause();
        return switch (failure.errorKind()) {
            case INVALID_REQUEST ->
                new TikTokInvalidRequestException(
                        message + (failed.calls() == 0 ? "Nothing was sent." : "Check the link, id or handle."),
                        details,
                        cause);
            case CREDENTIALS ->
                new TikTokCredentialsException(
                        message + "Check the API key: " + apiKeyLocation(provider) + '.', details, cause);
            case QUOTA ->
                new TikTokQuotaException(
                        message
                                + (failure.status() == null
                                        ? "Nothing was sent; the count starts again with the next day or month."
                                        : "Check credits, billing and limits of the account; no retry succeeds before that."),
                        details,
                        cause);
            case RATE_LIMIT -> new TikTokRateLimitException(message + "Ask again " + when(failure), details, cause);
            case NOT_FOUND ->
                new TikTokNotFoundException(
                        message + "It is not visible: gone, private, blocked or never there.", details, cause);
            case UPSTREAM, ANOTHER_SUBJECT ->
                new TikTokUnavailableException(
                        message
                                + (failure.retry().isWorthwhile()
                                        ? "A later retry may succeed."
                                        : "A retry is unlikely to succeed; another provider may."),
                        details,
                        reason(failed),
                        cause);
        };
    }

    private static Reason reason(Failed<?> failed) {
        return switch (failed.reason()) {
            // The transport reports a stop as the failure of a call, too.
            case PROVIDER -> failed.failure().equals(TransportFailures.stopping()) ? Reason.STOPPING : Reason.PROVIDER;
            case CIRCUIT_OPEN -> Reason.CIRCUIT_OPEN;
            case DEADLINE -> Reason.DEADLINE;
            case NOT_CACHED -> Reason.NOT_CACHED;
            case INTERNAL -> Reason.INTERNAL;
        };
    }

    /** Returns the places that may hold a provider's key; only a built-in provider has properties of its own. */
    static String apiKeyLocation(String provider) {
        String option = "option apiKey of an endpoint whose option provider is " + provider;
        return Providers.isBuiltIn(provider) ? "camel.component.tiktok." + provider + ".api-key, or " + option : option;
    }

    private static String subject(String provider, TikTokResource resource, LookupQuery query) {
        return "Lookup of " + resource.uriName() + ' ' + query.subject().url() + ": " + provider;
    }

    private static String facts(Failed<?> failed) {
        ProviderFailure failure = failed.failure();
        StringBuilder facts = new StringBuilder(" (");
        if (failure.status() != null) {
            facts.append("status ").append(failure.status()).append(", ");
        }
        if (failure.code() != null) {
            facts.append("code ").append(failure.code()).append(", ");
        }
        if (failure.requestId() != null) {
            facts.append("request ").append(failure.requestId()).append(", ");
        }
        int attempts = failed.calls();
        return facts.append(attempts)
                .append(attempts == 1 ? " attempt)" : " attempts)")
                .toString();
    }

    /** Removes the full stop of a provider's text, which the facts in brackets follow. */
    private static String withoutFullStop(String text) {
        return text.endsWith(".") && !text.endsWith("..") ? text.substring(0, text.length() - 1) : text;
    }

    private static String when(ProviderFailure failure) {
        return failure.retryAfter() == null
                ? "later, or less often."
                : "in " + Math.max(1, failure.retryAfter().plusMillis(500).toSeconds()) + " s, or less often.";
    }
}
