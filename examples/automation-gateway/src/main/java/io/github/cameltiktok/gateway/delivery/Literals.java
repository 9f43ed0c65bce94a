package io.github.cameltiktok.gateway.delivery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Hosts that are addresses rather than names. */
final class Literals {

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern CANONICAL_V4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-f:.]*:[0-9a-f:.]*");
    private static final Pattern NUMBER = Pattern.compile("\\d+|0x[0-9a-f]*");

    private Literals() {}

    /**
     * Returns whether resolvers may read a host as an IPv4 address, in the usual form or in one such as
     * {@code 2130706433}, {@code 127.1} or {@code 0177.0.0.1}. No name ends in a number (URL Standard, section 3.5).
     */
    static boolean looksNumeric(String host) {
        String last = host.substring(host.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return NUMBER.matcher(last).matches();
    }

    /** Returns whether a host is an address in the usual form: four decimal numbers, or IPv6 without brackets. */
    static boolean isCanonical(String host) {
        return CANONICAL_V4.matcher(host).matches() || V6.matcher(host).matches();
    }

    /** Returns the address of a literal, without a query. */
    static InetAddress parse(String literal) {
        if (!isCanonical(literal)) {
            throw new IllegalArgumentException("Not an IP address: " + literal);
        }
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("Not an IP address: " + literal, e);
        }
    }
}
