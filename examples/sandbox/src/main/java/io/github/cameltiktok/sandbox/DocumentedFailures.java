package io.github.cameltiktok.sandbox;

import io.github.cameltiktok.sandbox.DocumentedFailure.Meaning;
import io.github.cameltiktok.sandbox.DocumentedFailure.Retry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All failures that the three providers document, each with the API key that triggers it.
 *
 * <p>Every status and code is documented. Texts are documented on Dumpling AI's video page only. The texts of API Direct
 * and Peekalink and of Dumpling AI's status 429 are fake.
 */
public final class DocumentedFailures {

    /**
     * The API key that triggers each provider's first rate limit with the header {@code Retry-After: 1}. No provider
     * documents the header; clients are expected to honour it.
     */
    public static final String RETRY_AFTER_KEY = "fail-retry-after";

    /** Peekalink documents this prefix of its codes, not the codes. */
    private static final String PRISMA = "PRISMA_";

    private static final List<DocumentedFailure> API_DIRECT = apiDirect();
    private static final List<DocumentedFailure> DUMPLING_AI = dumplingAi();
    private static final List<DocumentedFailure> PEEKALINK = peekalink();

    private DocumentedFailures() {}

    /**
     * Returns the failures of one provider in the order of their statuses.
     *
     * @param provider {@code apidirect}, {@code dumplingai} or {@code peekalink}
     * @throws IllegalArgumentException for any other provider
     */
    public static List<DocumentedFailure> of(String provider) {
        return switch (provider) {
            case ApiDirect.NAME -> API_DIRECT;
            case DumplingAi.NAME -> DUMPLING_AI;
            case Peekalink.NAME -> PEEKALINK;
            default ->
                throw new IllegalArgumentException(
                        "provider must be apidirect, dumplingai or peekalink, but is " + provider);
        };
    }

    /** Returns the failures of all three providers. */
    public static List<DocumentedFailure> all() {
        List<DocumentedFailure> all = new ArrayList<>(API_DIRECT);
        all.addAll(DUMPLING_AI);
        all.addAll(PEEKALINK);
        return List.copyOf(all);
    }

    static Optional<DocumentedFailure> forKey(String provider, String key) {
        return of(provider).stream()
                .filter(failure -> failure.key().equals(key))
                .findFirst();
    }

    static DocumentedFailure rateLimitOf(String provider) {
        return of(provider).stream()
                .filter(failure -> failure.meaning() == Meaning.RATE_LIMIT)
                .findFirst()
                .orElseThrow();
    }

    /** Returns the provider's failure with this code. */
    static DocumentedFailure withCode(String provider, String code) {
        return of(provider).stream()
                .filter(failure -> code.equals(failure.code()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(provider + " documents no code " + code));
    }

    private static List<DocumentedFailure> apiDirect() {
        Rows rows = new Rows(ApiDirect.NAME);
        rows.add(400, "missing_parameter", "A required parameter is missing.", Meaning.INVALID_REQUEST, Retry.NO);
        rows.add(400, "invalid_parameter", "A parameter is not valid.", Meaning.INVALID_REQUEST, Retry.NO);
        rows.add(401, "missing_api_key", "The X-API-Key header is missing.", Meaning.CREDENTIALS, Retry.NO);
        rows.add(401, "invalid_api_key", "The API key is not valid.", Meaning.CREDENTIALS, Retry.NO);
        rows.add(401, "user_not_found", "No account belongs to this API key.", Meaning.CREDENTIALS, Retry.NO);
        rows.add(402, "payment_required", "The free calls are used up: add a card.", Meaning.BILLING, Retry.NO);
        rows.add(402, "insufficient_credit", "The credit is used up.", Meaning.BILLING, Retry.NO);
        rows.add(403, "account_blocked", "The account is blocked.", Meaning.BILLING, Retry.NO);
        rows.add(404, "not_found", "Nothing was found.", Meaning.NOT_FOUND, Retry.NO);
        rows.add(429, "concurrency_limit_exceeded", "Too many simultaneous requests.", Meaning.RATE_LIMIT, Retry.YES);
        rows.add(429, "upstream_rate_limit", "The source limits the rate.", Meaning.RATE_LIMIT, Retry.YES);
        rows.add(429, null, "Too many requests.", Meaning.RATE_LIMIT, Retry.YES);
        rows.add(429, "daily_limit_exceeded", "The day's limit is reached.", Meaning.QUOTA, Retry.NO);
        rows.add(429, "monthly_limit_exceeded", "The month's limit is reached.", Meaning.QUOTA, Retry.NO);
        rows.add(429, "rate_limit_exceeded", "The plan's limit is reached.", Meaning.QUOTA, Retry.NO);
        rows.add(500, "auth_error", "The key could not be checked.", Meaning.PROVIDER_BROKEN, Retry.NO);
        rows.add(500, "billing_error", "The call could not be charged.", Meaning.PROVIDER_BROKEN, Retry.NO);
        rows.add(502, "upstream_error", "The source answered with an error.", Meaning.UPSTREAM, Retry.YES);
        rows.add(502, "upstream_connection_error", "The source is not reachable.", Meaning.UPSTREAM, Retry.YES);
        rows.add(503, "service_error", "The service is out of order.", Meaning.UPSTREAM, Retry.YES);
        rows.add(503, "upstream_auth_error", "The source refused the service.", Meaning.UPSTREAM, Retry.YES);
        rows.add(503, "endpoint_suspended", "This endpoint is suspended.", Meaning.PROVIDER_BROKEN, Retry.NO);
        rows.add(504, "upstream_timeout", "The source took too long.", Meaning.UPSTREAM, Retry.YES);
        return rows.list();
    }

    private static List<DocumentedFailure> dumplingAi() {
        Rows rows = new Rows(DumplingAi.NAME);
        rows.add("fail-400-invalid-json", 400, DumplingAi.INVALID_JSON, Meaning.INVALID_REQUEST, Retry.NO);
        rows.add("fail-400-parameter-required", 400, DumplingAi.required("url"), Meaning.INVALID_REQUEST, Retry.NO);
        rows.add("fail-400-invalid-url", 400, DumplingAi.INVALID_VIDEO_URL, Meaning.INVALID_REQUEST, Retry.NO);
        rows.add("fail-400-not-processed", 400, DumplingAi.NOT_PROCESSED, Meaning.INVALID_REQUEST, Retry.NO);
        rows.add("fail-400-issue", 400, "The video service reported an issue.", Meaning.INVALID_REQUEST, Retry.NO);
        rows.add("fail-401", 401, DumplingAi.INVALID_KEY, Meaning.CREDENTIALS, Retry.NO);
        rows.add("fail-403", 403, "Insufficient credits. Please top up your account.", Meaning.BILLING, Retry.NO);
        rows.add("fail-404", 404, DumplingAi.NOT_FOUND, Meaning.NOT_FOUND, Retry.NO);
        rows.add("fail-429", 429, "Your plan's rate limit is reached.", Meaning.RATE_LIMIT, Retry.YES);
        rows.add(
                "fail-500-not-configured",
                500,
                "Service not configured. Please contact support.",
                Meaning.PROVIDER_BROKEN,
                Retry.NO);
        rows.add(
                "fail-500-authentication",
                500,
                "Service authentication failed. Please contact support.",
                Meaning.PROVIDER_BROKEN,
                Retry.NO);
        rows.add(
                "fail-500-unexpected",
                500,
                "An unexpected server error occurred while fetching the TikTok video: socket hang up",
                Meaning.UPSTREAM,
                Retry.ONCE);
        rows.add(
                "fail-502-unavailable",
                502,
                "The video service is currently unavailable.",
                Meaning.UPSTREAM,
                Retry.YES);
        rows.add(
                "fail-502-invalid-structure",
                502,
                "Received invalid data structure from video service.",
                Meaning.UPSTREAM,
                Retry.YES);
        rows.add(
                "fail-502-fetch",
                502,
                "Error fetching video data from the upstream service.",
                Meaning.UPSTREAM,
                Retry.YES);
        rows.add(
                "fail-503",
                503,
                "Rate limit exceeded. Please try again later.",
                Meaning.RATE_LIMIT,
                Retry.WITH_LONGER_DELAY);
        return rows.list();
    }

    private static List<DocumentedFailure> peekalink() {
        Rows rows = new Rows(Peekalink.NAME);
        rows.add(400, "LINK_INVALID_URL", "The link is not a valid URL.", Meaning.INVALID_REQUEST, Retry.NO);
        rows.add(400, "LINK_MAX_REDIRECTS", "The link redirects too often.", Meaning.INVALID_REQUEST, Retry.NO);
        rows.add(400, "LINK_REDIRECTS_TO_ITSELF", "The link redirects to itself.", Meaning.INVALID_REQUEST, Retry.NO);
        rows.add(400, "LINK_CONTENT_ERROR", "The link's content is broken.", Meaning.INVALID_REQUEST, Retry.NO);
        rows.add(
                400,
                "LINK_CONTENT_WAS_NOT_AS_EXPECTED",
                "The content is unexpected.",
                Meaning.INVALID_REQUEST,
                Retry.NO);
        rows.add(
                400, "LINK_IS_NOT_SUPPORTED", "This kind of link is not supported.", Meaning.INVALID_REQUEST, Retry.NO);
        rows.add(400, "BAD_REQUEST", "The request is not valid.", Meaning.INVALID_REQUEST, Retry.NO);
        rows.add(
                400,
                PRISMA + "VALIDATION_ERROR",
                "The request could not be stored.",
                Meaning.INVALID_REQUEST,
                Retry.NO);
        rows.add(401, "NO_API_KEY", "The API key is missing.", Meaning.CREDENTIALS, Retry.NO);
        rows.add(401, "INVALID_API_KEY", "The API key is not valid.", Meaning.CREDENTIALS, Retry.NO);
        rows.add(401, "UNAUTHORIZED", "Not authorized.", Meaning.CREDENTIALS, Retry.NO);
        rows.add(403, "LINK_BLOCKED", "This link is blocked.", Meaning.BLOCKED, Retry.NO);
        rows.add(404, "NOT_FOUND", "Nothing was found there.", Meaning.NOT_FOUND, Retry.NO);
        rows.add(410, "LINK_IS_GONE", "The link is gone.", Meaning.NOT_FOUND, Retry.NO);
        rows.add(429, "RATE_LIMIT_EXCEEDED", "The plan's requests are used up.", Meaning.QUOTA, Retry.NO);
        rows.add(500, "LINK_SERVER_ERROR", "The link's server failed.", Meaning.UPSTREAM, Retry.YES);
        rows.add(500, PRISMA + "CONNECTION_ERROR", "The store is not reachable.", Meaning.UPSTREAM, Retry.YES);
        rows.add(502, "LINK_CONNECTION_ERROR", "The link's server is not reachable.", Meaning.UPSTREAM, Retry.YES);
        rows.add(503, "HEALTH_CHECK_ERROR", "The service is not healthy.", Meaning.UPSTREAM, Retry.YES);
        rows.add(
                503,
                "BURST_LIMIT_EXCEEDED",
                "Too many requests this minute.",
                Meaning.RATE_LIMIT,
                Retry.WITH_LONGER_DELAY);
        rows.add(504, "LINK_TOOK_TOO_LONG", "The link's server took too long.", Meaning.UPSTREAM, Retry.YES);
        return rows.list();
    }

    private static final class Rows {

        private final String provider;
        private final List<DocumentedFailure> failures = new ArrayList<>();

        Rows(String provider) {
            this.provider = provider;
        }

        void add(int status, @Nullable String code, String message, Meaning meaning, Retry retry) {
            String key = code == null ? "fail-" + status : "fail-" + status + "-" + code;
            failures.add(new DocumentedFailure(provider, key, status, code, message, meaning, retry));
        }

        void add(String key, int status, String message, Meaning meaning, Retry retry) {
            failures.add(new DocumentedFailure(provider, key, status, null, message, meaning, retry));
        }

        List<DocumentedFailure> list() {
            return List.copyOf(failures);
        }
    }
}
