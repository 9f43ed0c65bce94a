package io.github.cameltiktok.gateway.delivery;

import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Receivers for which the operator lifts the limits on addresses: listed origins, and in demos this machine.
 * Immutable.
 */
public final class TrustedOrigins {

    private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1", "::1");

    private final Set<Origin> origins;
    private final boolean allowLocal;

    private record Origin(String scheme, String host, int port) {

        static Origin of(String scheme, String host, int port) {
            boolean isHttps = scheme.equals("https");
            return new Origin(scheme, host, port >= 0 ? port : isHttps ? 443 : 80);
        }
    }

    private TrustedOrigins(Set<Origin> origins, boolean allowLocal) {
        this.origins = origins;
        this.allowLocal = allowLocal;
    }

    /**
     * @param origins such as {@code https://n8n.example:5678}; may resolve to private addresses
     * @param allowLocal whether receivers may run on this machine, at any port and without TLS
     */
    public static TrustedOrigins of(Collection<String> origins, boolean allowLocal) {
        return new TrustedOrigins(
                origins.stream().map(TrustedOrigins::parse).collect(Collectors.toUnmodifiableSet()), allowLocal);
    }

    /** Returns an empty list, as for a public service. */
    public static TrustedOrigins none() {
        return of(Set.of(), false);
    }

    /** Returns whether URLs of the origin are accepted as they are. */
    boolean contains(String scheme, String host, int port) {
        return isLocal(host) || origins.contains(Origin.of(scheme, host, port));
    }

    /** Returns whether the host may have addresses that are not public. */
    boolean containsHost(String host) {
        return origins.stream().anyMatch(origin -> origin.host.equals(host));
    }

    /** Returns whether the host is this machine, and that is allowed. */
    boolean isLocal(String host) {
        return allowLocal && LOCAL_HOSTS.contains(host);
    }

    private static Origin parse(String text) {
        URI uri = URI.create(text.strip().toLowerCase(Locale.ROOT));
        if (uri.getHost() == null
                || !("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                || uri.getRawUserInfo() != null
                || (uri.getRawPath() != null && !uri.getRawPath().isEmpty())) {
            throw new IllegalArgumentException("Not an origin such as https://n8n.example:5678: " + text);
        }
        return Origin.of(uri.getScheme(), AddressGuard.withoutBrackets(uri.getHost()), uri.getPort());
    }
}
