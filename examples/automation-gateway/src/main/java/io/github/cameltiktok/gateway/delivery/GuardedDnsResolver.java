package io.github.cameltiktok.gateway.delivery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves hosts of receivers, and returns public addresses only. The sender connects to the returned address, so that a
 * second answer of DNS has no effect. Thread-safe.
 */
public final class GuardedDnsResolver implements DnsResolver {

    private final DnsResolver delegate;
    private final TrustedOrigins trusted;

    /**
     * @param delegate for names that pass; not asked for hosts that look numeric
     * @param trusted may have addresses that are not public
     */
    public GuardedDnsResolver(DnsResolver delegate, TrustedOrigins trusted) {
        this.delegate = delegate;
        this.trusted = trusted;
    }

    /** @throws UnknownHostException if the host has no address, or no public one */
    @Override
    public InetAddress[] resolve(String given) throws UnknownHostException {
        String host = AddressGuard.withoutBrackets(given).toLowerCase(Locale.ROOT);
        // Resolvers differ in how they read 0177.0.0.1 and the like: some leave this machine with it.
        if (Literals.looksNumeric(host) && !Literals.isCanonical(host)) {
            throw new UnknownHostException("host is a number");
        }
        if (trusted.containsHost(host)) {
            return delegate.resolve(host);
        }
        boolean isLocal = trusted.isLocal(host);
        InetAddress[] allowed = Arrays.stream(delegate.resolve(host))
                .filter(address -> isLocal ? address.isLoopbackAddress() : PublicAddresses.contains(address))
                .toArray(InetAddress[]::new);
        if (allowed.length == 0) {
            throw new UnknownHostException("host has no public address");
        }
        return allowed;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
