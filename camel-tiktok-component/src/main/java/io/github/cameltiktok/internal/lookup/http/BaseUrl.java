package io.github.cameltiktok.internal.lookup.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The base URL of a provider: scheme, host, port and an optional path prefix. */
public final class BaseUrl {

    /** Matches {@link URI#getHost()} as a whole, so that {@code 127.0.0.1.example.com} does not match. */
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]", Pattern.CASE_INSENSITIVE);

    private static final int MAX_PORT = 65_535;

    private final String address;

    private BaseUrl(String address) {
        this.address = address;
    }

    /**
     * Parses a base URL.
     *
     * @param text an {@code https} URL; {@code http} for loopback hosts only, because each request contains the API key
     * @param allowInsecure whether {@code http} is allowed for all hosts
     * @throws IllegalArgumentException if the text breaks a rule; the message names the rule and the value
     */
    public static BaseUrl parse(String text, boolean allowInsecure) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw invalid("must be an http or https address", "no valid URI (" + e.getReason() + ")");
        }
        // User info and query may contain a secret, so the messages omit them.
        if (text.contains("@")) {
            throw invalid("must not hold a user name or password", "one with '@'");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw invalid("must end with the path, without '?' and '#'", text.replaceFirst("[?#].*", "") + "...");
        }
        String host = uri.getHost();
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (host == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw invalid("must be an http or https address with a host", text);
        }
        if (uri.getPort() > MAX_PORT || uri.getPort() == 0) {
            throw invalid("must have a port from 1 to " + MAX_PORT, text);
        }
        if (scheme.equals("http") && !allowInsecure && !isLoopback(host)) {
            throw invalid(
                    "must use https, as the API key goes with every request (http is for loopback hosts, or set"
                            + " allowInsecure=true)",
                    text);
        }
        return new BaseUrl(text.replaceFirst("/+$", ""));
    }

    /** Returns whether a host is a loopback address or {@code localhost}, without a DNS lookup. */
    public static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }

    /** Returns whether the scheme is {@code https}. */
    public boolean isHttps() {
        return address.regionMatches(true, 0, "https:", 0, 6);
    }

    /** Returns the URL of a path, which starts with a slash and may contain a query. */
    public URI resolve(String path) {
        return URI.create(address + path);
    }

    private static IllegalArgumentException invalid(String rule, @Nullable String value) {
        return new IllegalArgumentException("baseUrl " + rule + ", but was: " + value);
    }

    @Override
    public String toString() {
        return address;
    }
}
