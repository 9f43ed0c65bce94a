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
 * The outcome of a lookup or of one of its calls. Immutable.
 *
 * @param <T> type of the record
 */
public sealed interface LookupResult<T extends TikTokRecord> {

    /** Returns the number of calls; 0 if none was sent. */
    int calls();

    /** Returns the same outcome with another number of calls. */
    LookupResult<T> withCalls(int number);

    /** Returns the same outcome for a lookup without its own call. */
    LookupResult<T> servedFrom(Origin where);

    /** Reason of a failure, beyond the kind of its error. */
    enum Reason {
        /** The provider, TikTok or the network. */
        PROVIDER,
        CIRCUIT_OPEN,
        /** Passed after a call was made. */
        DEADLINE,
        NOT_CACHED,
        /** Fault of this component, or of a bean that it calls. */
        INTERNAL
    }

    /**
     * A record.
     *
     * @param record the normalised record
     * @param response source of the record; without content if cached for an endpoint that does not use the body
     * @param origin call, coalesced lookup or cache
     * @param calls to all providers, failed ones included
     * @param movedFrom requested handle, if the provider reports that the creator has a new one; otherwise {@code null}
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
        public Found<T> servedFrom(Origin where) {
            return new Found<>(record, response, where, where == Origin.CALLED ? calls : 0, movedFrom);
        }

        Found<T> withoutContent() {
            return new Found<>(record, response.withoutContent(), origin, calls, movedFrom);
        }
    }

    /**
     * A failure.
     *
     * @param provider that failed
     * @param failure error kind, message and retry advice
     * @param calls to that provider; 0 if none was sent. After a passed deadline, to all providers
     * @param origin call, coalesced lookup or cache
     * @param outOfTime whether more time might have brought another outcome
     * @param reason of a failure that is not the provider's
     * @param cause without the API key in its message; {@code null} if unknown
     * @param earlier failures of the providers before, in order
     */
    record Failed<T extends TikTokRecord>(
            String provider,
            ProviderFailure failure,
            int calls,
            Origin origin,
            boolean outOfTime,
            Reason reason,
            @Nullable Throwable cause,
            List<Failed<T>> earlier)
            implements LookupResult<T> {

        public Failed {
            earlier = List.copyOf(earlier);
        }

        /** Returns the failure of a call that was sent. */
        static <T extends TikTokRecord> Failed<T> called(
                String provider, ProviderFailure failure, @Nullable Throwable cause) {
            return new Failed<>(provider, failure, 1, Origin.CALLED, false, Reason.PROVIDER, cause, List.of());
        }

        /** Returns a failure without a call. */
        static <T extends TikTokRecord> Failed<T> notSent(String provider, ProviderFailure failure) {
            return notSent(provider, failure, Reason.PROVIDER);
        }

        /** Returns a failure without a call. */
        static <T extends TikTokRecord> Failed<T> notSent(String provider, ProviderFailure failure, Reason reason) {
            return new Failed<>(provider, failure, 0, Origin.CALLED, false, reason, null, List.of());
        }

        /** Returns the failure for a bug in this component or in a provider bean. */
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
                    Reason.INTERNAL,
                    fault,
                    List.of());
        }

        @Override
        public Failed<T> withCalls(int number) {
            return new Failed<>(provider, failure, number, origin, outOfTime, reason, cause, earlier);
        }

        @Override
        public Failed<T> servedFrom(Origin where) {
            return new Failed<>(provider, failure, calls, where, outOfTime, reason, cause, earlier);
        }

        Failed<T> ranOutOfTime() {
            return new Failed<>(provider, failure, calls, origin, true, reason, cause, earlier);
        }

        Failed<T> withEarlier(List<Failed<T>> others) {
            return new Failed<>(provider, failure, calls, origin, outOfTime, reason, cause, others);
        }

        boolean wasSent() {
            return calls > 0;
        }
    }
}
