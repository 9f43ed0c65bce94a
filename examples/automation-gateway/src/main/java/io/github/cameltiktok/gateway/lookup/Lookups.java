package io.github.cameltiktok.gateway.lookup;

import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.model.TikTokResource;
import java.math.BigDecimal;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Lookups through the routes {@code direct:video} and {@code direct:user}, which users may change. Thread-safe. */
public interface Lookups {

    /**
     * A lookup.
     *
     * @param kind video or user
     * @param subject link, id or handle as text, or the JSON body that the component reads
     * @param provider name of the provider; {@code null} for the configured order
     * @param fresh whether a cached answer is not good enough
     * @param requestSource {@code null} for the component's default
     * @param payer whose budget paid calls count against
     */
    record Request(
            TikTokResource kind,
            String subject,
            @Nullable String provider,
            boolean fresh,
            @Nullable String requestSource,
            Caller payer) {}

    /**
     * A result.
     *
     * @param record the normalised record
     * @param json the record as the component writes it
     * @param provider that answered
     * @param attempts paid calls of this lookup; 0 for a cached or shared answer
     * @param cached whether the answer came from the cache
     * @param cost estimated cost of the calls; {@code null} if the price is unknown
     * @param currency of the cost; {@code null} if unknown
     */
    @SuppressWarnings("ArrayRecordComponent") // Written once, never compared.
    record Result(
            TikTokRecord record,
            byte[] json,
            String provider,
            int attempts,
            boolean cached,
            @Nullable BigDecimal cost,
            @Nullable String currency) {}

    /**
     * Looks up a subject, and counts paid calls against the payer's budget.
     *
     * @return fails with a {@link ProblemException}, such as {@code not-visible}
     */
    CompletionStage<Result> find(Request request);
}
