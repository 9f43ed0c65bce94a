package io.github.cameltiktok.lookup;

import io.github.cameltiktok.provider.FailureClass;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a provider is asked with one of its API keys.
 *
 * @param provider it is about
 * @param state of the circuit
 * @param failureClass of the failure that opened it; {@code null} while it is not open
 * @param reason in words; {@code null} while it is not open
 * @param until when the provider is asked again; {@code null} while it is not open
 */
public record CircuitStatus(
        String provider,
        State state,
        @Nullable FailureClass failureClass,
        @Nullable String reason,
        @Nullable Instant until) {

    /** Of a circuit. */
    public enum State {
        /** Calls are made. */
        CLOSED,
        /** No calls are made. */
        OPEN,
        /** A few calls are made, to see whether the trouble is over. */
        PROBING
    }

    /** Tells whether somebody has to put the account in order: its key, its credit or its quota. */
    public boolean isAboutTheAccount() {
        return failureClass == FailureClass.KEY || failureClass == FailureClass.QUOTA;
    }
}
