package io.github.cameltiktok.gateway.delivery;

import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemException.FieldError;
import io.github.cameltiktok.gateway.api.ProblemType;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks callback URLs when they are given, without a query to DNS. {@link GuardedDnsResolver} checks the addresses at
 * each attempt. Immutable.
 */
public final class AddressGuard {

    private static final String POINTER = "/callbackUrl";
    private static final int MAX_LENGTH = 2_048;
    private static final int MAX_HOST_LENGTH = 253;
    private static final int HTTPS_PORT = 443;

    /** Host, or IPv6 address in brackets, and port. */
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\[\\]]+)(?::(\\d{1,5}))?");

    /** Top-level domains begin with a letter. Java reads no host from a URI with any other name. */
    private static final Pattern PUBLIC_NAME = Pattern.compile(".+\\.[a-z][a-z0-9-]*");

    private final TrustedOrigins trusted;

    public AddressGuard(TrustedOrigins trusted) {
        this.trusted = trusted;
    }

    /**
     * Checks a callback URL.
     *
     * @param allowedHosts hosts of the caller, such as {@code hooks.zapier.com} or {@code *.make.com}; empty for any
     * @return the URL with an ASCII host in lower case
     * @throws ProblemException if the URL is refused; the message does not hold path or query, which may be secret
     */
    public URI check(String callbackUrl, Set<String> allowedHosts) {
        if (callbackUrl.length() > MAX_LENGTH) {
            throw invalid("has " + callbackUrl.length() + " characters. The maximum is " + MAX_LENGTH + ".");
        }
        URI uri = parse(callbackUrl);
        Matcher authority = AUTHORITY.matcher(uri.getRawAuthority());
        if (!authority.matches()) {
            throw invalid("needs a host, and a port from 1 to 65535 at most.");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String host = host(authority.group(1));
        int port = port(authority.group(2));
        if (!trusted.contains(scheme, host, port)) {
            checkPublic(scheme, host, port);
        }
        checkAllowed(host, allowedHosts);
        return rebuild(uri, scheme, host, port);
    }

    static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static URI parse(String callbackUrl) {
        URI uri;
        try {
            uri = new URI(callbackUrl);
        } catch (URISyntaxException e) {
            throw invalid("is not a URL: " + e.getReason() + " at index " + e.getIndex() + '.');
        }
        if (uri.getScheme() == null || uri.getRawAuthority() == null) {
            throw invalid("must be an absolute URL such as https://hooks.example.com/path.");
        }
        if (uri.getRawAuthority().contains("@")) {
            throw invalid("must not contain a user name or password.");
        }
        if (uri.getRawFragment() != null) {
            throw invalid("must not contain a fragment (#).");
        }
        return uri;
    }

    private static String host(String given) {
        if (given.startsWith("[")) {
            return withoutBrackets(given).toLowerCase(Locale.ROOT);
        }
        String ascii;
        try {
            ascii = IDN.toASCII(given, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw invalid("has a host that is not a domain name.");
        }
        String host = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        if (host.isEmpty() || host.length() > MAX_HOST_LENGTH) {
            throw invalid("has a host that is not a domain name.");
        }
        return host;
    }

    private static int port(@Nullable String given) {
        if (given == null) {
            return -1;
        }
        int port = Integer.parseInt(given);
        if (port < 1 || port > 65_535) {
            throw invalid("has port " + port + ". Ports are 1 to 65535.");
        }
        return port;
    }

    private static void checkPublic(String scheme, String host, int port) {
        if (!scheme.equals("https")) {
            throw invalid("must begin with https://.");
        }
        if (port != -1 && port != HTTPS_PORT) {
            throw invalid("has port " + port + ". Only 443 is allowed; the operator can list other origins.");
        }
        if (Literals.isCanonical(host) || Literals.looksNumeric(host)) {
            throw invalid(
                    "has an IP address or number as host. Use a domain name; the operator can list other origins.");
        }
        if (!PUBLIC_NAME.matcher(host).matches() || host.endsWith(".localhost")) {
            throw invalid("has host " + host + ", which is not a public domain name.");
        }
    }

    private static void checkAllowed(String host, Set<String> allowed) {
        if (!allowed.isEmpty() && allowed.stream().noneMatch(pattern -> matches(host, pattern))) {
            String detail = "callbackUrl has host " + host + ", which is not listed for this key: "
                    + String.join(", ", allowed);
            throw new ProblemException(
                    ProblemType.FORBIDDEN, detail, List.of(new FieldError(POINTER, detail)), null, null);
        }
    }

    private static boolean matches(String host, String pattern) {
        String lower = pattern.toLowerCase(Locale.ROOT);
        return lower.startsWith("*.") ? host.endsWith(lower.substring(1)) : host.equals(lower);
    }

    private static URI rebuild(URI uri, String scheme, String host, int port) {
        StringBuilder text = new StringBuilder(scheme).append("://");
        text.append(host.indexOf(':') >= 0 ? '[' + host + ']' : host);
        if (port != -1) {
            text.append(':').append(port);
        }
        // Other than the host, a URL has ASCII characters only.
        URI ascii = URI.create(uri.toASCIIString());
        text.append(ascii.getRawPath() == null || ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath());
        if (ascii.getRawQuery() != null) {
            text.append('?').append(ascii.getRawQuery());
        }
        return URI.create(text.toString());
    }

    private static ProblemException invalid(String rule) {
        return ProblemException.invalid(POINTER, "callbackUrl " + rule);
    }
}
