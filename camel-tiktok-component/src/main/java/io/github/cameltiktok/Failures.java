package io.github.cameltiktok;

import io.github.cameltiktok.internal.lookup.LookupQuery;
import io.github.cameltiktok.internal.lookup.LookupResult.Failed;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Origin;
import io.github.cameltiktok.provider.ProviderFailure;

/** Makes the exceptions that routes see. */
final class Failures {

    private static final String NOTHING_SENT = ". Nothing was sent.";

    private Failures() {}

    /** Returns the exception for a question that was refused before a provider was asked. */
    static TikTokInvalidRequestException refused(InvalidArgumentException cause) {
        return new TikTokInvalidRequestException(
                cause.getMessage() + NOTHING_SENT, cause.problem() + NOTHING_SENT, FailureDetails.REFUSED, cause);
    }

    /** Returns the exception for a lookup that failed; those of the providers asked before are suppressed in it. */
    static TikTokException of(Failed<?> failed, TikTokResource resource, LookupQuery query) {
        TikTokException exception = ofOne(failed, resource, query);
        failed.earlier().forEach(earlier -> exception.addSuppressed(ofOne(earlier, resource, query)));
        return exception;
    }

    private static TikTokException ofOne(Failed<?> failed, TikTokResource resource, LookupQuery query) {
        String provider = failed.provider();
        ProviderFailure failure = failed.failure();
        FailureDetails details = new FailureDetails(
                provider,
                failure,
                // A cached failure has cost this lookup no call.
                failed.origin() == Origin.CACHED ? 0 : failed.calls(),
                query.requestSource());
        String message =
                subject(provider, resource, query) + ' ' + withoutFullStop(failure.message()) + facts(failed) + ". ";
        Throwable cause = failed.cause();
        return switch (failure.failureClass()) {
            case CALLER ->
                new TikTokInvalidRequestException(
                        message + (failed.calls() == 0 ? "Nothing was sent." : "Check the link, id or handle."),
                        details,
                        cause);
            case KEY ->
                new TikTokCredentialsException(
                        message + "Check the API key: " + whereTheKeyStands(provider) + '.', details, cause);
            case QUOTA ->
                new TikTokQuotaException(
                        message
                                + (failure.status() == null
                                        ? "Nothing was sent; the count starts anew with the next day or month."
                                        : "Check credits, billing and limits of the account; asking again is useless until then."),
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
                                        ? "Asking again later may help."
                                        : "Asking again is unlikely to help; another provider may."),
                        details,
                        cause);
        };
    }

    /** Returns how a provider's key is set; only a built-in provider has properties of its own. */
    static String whereTheKeyStands(String provider) {
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

    /** Some providers end their texts with one, in front of our brackets. */
    private static String withoutFullStop(String text) {
        return text.endsWith(".") && !text.endsWith("..") ? text.substring(0, text.length() - 1) : text;
    }

    private static String when(ProviderFailure failure) {
        return failure.retryAfter() == null
                ? "later, or less often."
                : "in " + Math.max(1, failure.retryAfter().plusMillis(500).toSeconds()) + " s, or less often.";
    }
}
