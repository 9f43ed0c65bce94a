package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Origin;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.RetryAdvice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a lookup, or of one call of it: a record, or the facts of a failure. Immutable.
 *
 * @param <T> the record looked up
 */
public sealed interface LookupResult<T extends TikTokRecord> {

    /** Returns how many calls it took; 0 if nothing was sent for it. */
    int calls();

    /** Returns the same outcome with another number of calls. */
    LookupResult<T> withCalls(int number);

    /** Returns the same outcome as it reaches a lookup that made no call of its own. */
    LookupResult<T> from(Origin where);

    /**
     * A record.
     *
     * @param record the normalised record
     * @param response the answer that it was read from; without its body if it came from the cache of an endpoint that
     *     does not use the body
     * @param origin of the answer
     * @param calls to all providers, the failed ones included
     * @param movedFrom handle that was asked for, where the provider reports that the creator has moved to another
     *     one; otherwise {@code null}
     */
    record Found<T extends TikTokRecord>(
            T record,
            ProviderResponse response,
            Origin origin,
            int calls,
            @Nullable String movedFrom) implements LookupResult<T> {

        @Override
        public Found<T> withCalls(int number) {
            return new Found<>(record, response, origin, number, movedFrom);
        }

        @Override
        public Found<T> from(Origin where) {
            return new Found<>(record, response, where, where == Origin.CALLED ? calls : 0, movedFrom);
        }

        Found<T> withoutBody() {
            return new Found<>(record, response.withoutBody(), origin, calls, movedFrom);
        }
    }

    /**
     * A failure.
     *
     * @param provider that failed
     * @param failure the facts
     * @param calls made to that provider; 0 if nothing was sent. Where the deadline has passed, to all providers
     * @param origin of the failure
     * @param outOfTime whether more time might have brought another outcome
     * @param cause of the failure; its message holds no key; {@code null} if there is none
     * @param earlier failures of the providers called before, in their order
     */
    record Failed<T extends TikTokRecord>(
            String provider,
            ProviderFailure failure,
            int calls,
            Origin origin,
            boolean outOfTime,
            @Nullable Throwable cause,
            List<Failed<T>> earlier)
            implements LookupResult<T> {

        public Failed {
            earlier = List.copyOf(earlier);
        }

        /** Returns the failure of a call that was made. */
        static <T extends TikTokRecord> Failed<T> called(
                String provider, ProviderFailure failure, @Nullable Throwable cause) {
            return new Failed<>(provider, failure, 1, Origin.CALLED, false, cause, List.of());
        }

        /** Returns the failure of a lookup for which nothing was sent. */
        static <T extends TikTokRecord> Failed<T> notSent(String provider, ProviderFailure failure) {
            return new Failed<>(provider, failure, 0, Origin.CALLED, false, null, List.of());
        }

        /** Returns the failure that a fault in this component or in a provider bean leads to. */
        static <T extends TikTokRecord> Failed<T> internal(String provider, Throwable fault, int calls) {
            return new Failed<>(
                    provider,
                    ProviderFailure.withoutAnswer(
                            ErrorKind.UPSTREAM,
                            RetryAdvice.NEVER,
                            "could not be called: internal error ("
                                    + fault.getClass().getSimpleName() + ")"),
                    calls,
                    Origin.CALLED,
                    false,
                    fault,
                    List.of());
        }

        @Override
        public Failed<T> withCalls(int number) {
            return new Failed<>(provider, failure, number, origin, outOfTime, cause, earlier);
        }

        @Override
        public Failed<T> from(Origin where) {
            return new Failed<>(provider, failure, calls, where, outOfTime, cause, earlier);
        }

        Failed<T> ranOutOfTime() {
            return new Failed<>(provider, failure, calls, origin, true, cause, earlier);
        }

        Failed<T> after(List<Failed<T>> others) {
            return new Failed<>(provider, failure, calls, origin, outOfTime, cause, others);
        }

        boolean wasSent() {
            return calls > 0;
        }
    }
}
