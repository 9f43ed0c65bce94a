package io.github.cameltiktok.gateway.watch;

import io.github.cameltiktok.gateway.store.Sealed;
import java.util.Optional;

/**
 * Addresses at which {@code DELETE} ends one watch without a key. Power Automate and Logic Apps send no key to the address in the
 * header {@code Location}. Thread-safe.
 */
final class UnsubscribeLinks {

    static final String PATH = "/v1/unsubscribe/";

    private static final String CONTEXT = "unsubscribe link";

    /** Ids have no line break. */
    private static final String SEPARATOR = "\n";

    private final Sealed sealed;

    UnsubscribeLinks(Sealed sealed) {
        this.sealed = sealed;
    }

    /** Content of a link. */
    record Link(String callerName, String watchId) {}

    /** Returns the path of a link. It is a secret, as far as it ends the watch. */
    String path(String callerName, String watchId) {
        return PATH + sealed.seal(watchId + SEPARATOR + callerName, CONTEXT);
    }

    /** Returns the content of a link; empty if the gateway has not made it, or its secret was replaced. */
    Optional<Link> open(String token) {
        try {
            String[] parts = sealed.open(token, CONTEXT).split(SEPARATOR, 2);
            return Optional.of(new Link(parts[1], parts[0]));
        } catch (IllegalStateException notOurs) {
            return Optional.empty();
        }
    }
}
