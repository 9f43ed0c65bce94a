package io.github.cameltiktok.internal.lookup.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The address of a provider: scheme, host, port and an optional path that stands before the documented one. */
public final class BaseUrl {

    /** The host as {@link URI} gives it; names that merely look like an address do not match. */
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]", Pattern.CASE_INSENSITIVE);

    private static final int MAX_PORT = 65_535;

    private final String address;

    private BaseUrl(String address) {
        this.address = address;
    }

    /**
     * Reads an address.
     *
     * @param text an {@code https} address; {@code http} only to this machine itself, because an API key goes with
     *     every request
     * @param allowInsecure whether {@code http} is allowed to any host
     * @throws IllegalArgumentException if it is no such address; the message names the rule and the value
     */
    public static BaseUrl parse(String text, boolean allowInsecure) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw refused("must be an http or https address", "no valid URI (" + e.getReason() + ")");
        }
        // What stands before an '@' or behind a '?' is where a secret would be, so it is not shown.
        if (text.contains("@")) {
            throw refused("must not hold a user name or password", "one with '@'");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw refused("must end with the path, without '?' and '#'", text.replaceFirst("[?#].*", "") + "...");
        }
        String host = uri.getHost();
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (host == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw refused("must be an http or https address with a host", text);
        }
        if (uri.getPort() > MAX_PORT || uri.getPort() == 0) {
            throw refused("must have a port from 1 to " + MAX_PORT, text);
        }
        if (scheme.equals("http") && !allowInsecure && !isLoopback(host)) {
            throw refused(
                    "must use https, as the API key goes with every request (http is for loopback hosts, or set"
                            + " allowInsecure=true)",
                    text);
        }
        return new BaseUrl(text.replaceFirst("/+$", ""));
    }

    /** Tells whether a host is this machine itself, by its name or address alone. */
    public static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }

    /** Tells whether requests are encrypted on their way. */
    public boolean isHttps() {
        return address.regionMatches(true, 0, "https:", 0, 6);
    }

    /** Returns the address of a documented path, which starts with a slash and may hold a query. */
    public URI resolve(String path) {
        return URI.create(address + path);
    }

    private static IllegalArgumentException refused(String rule, @Nullable String value) {
        return new IllegalArgumentException("baseUrl " + rule + ", but was: " + value);
    }

    @Override
    public String toString() {
        return address;
    }
}
