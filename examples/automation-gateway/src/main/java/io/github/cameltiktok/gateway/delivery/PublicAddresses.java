package io.github.cameltiktok.gateway.delivery;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Distinguishes addresses of the public Internet from all others, by the special-purpose registries of IANA (RFC 6890 and its
 * updates).
 */
final class PublicAddresses {

    private static final List<Range> NOT_PUBLIC_V4 = List.of(
            // "This" network
            Range.of("0.0.0.0", 8),
            // Private
            Range.of("10.0.0.0", 8),
            Range.of("172.16.0.0", 12),
            Range.of("192.168.0.0", 16),
            // Shared by customers of a carrier (CGNAT)
            Range.of("100.64.0.0", 10),
            // Loopback
            Range.of("127.0.0.0", 8),
            // Link-local, with the metadata service of clouds
            Range.of("169.254.0.0", 16),
            // Protocol assignments, documentation, 6to4 relay, benchmarks
            Range.of("192.0.0.0", 24),
            Range.of("192.0.2.0", 24),
            Range.of("192.88.99.0", 24),
            Range.of("198.18.0.0", 15),
            Range.of("198.51.100.0", 24),
            Range.of("203.0.113.0", 24),
            // Multicast, reserved, broadcast
            Range.of("224.0.0.0", 4),
            Range.of("240.0.0.0", 4));

    /** Global unicast. Outside: loopback, unspecified, ULA, link-local, multicast, NAT64, mapped and compatible. */
    private static final Range GLOBAL_V6 = Range.of("2000::", 3);

    private static final List<Range> NOT_PUBLIC_V6 = List.of(
            // Protocol assignments, with Teredo, which embeds an IPv4 address
            Range.of("2001::", 23),
            // Documentation
            Range.of("2001:db8::", 32),
            Range.of("3fff::", 20),
            // 6to4, which embeds an IPv4 address
            Range.of("2002::", 16));

    private PublicAddresses() {}

    /** Returns whether a packet to the address leaves for the public Internet. */
    static boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return NOT_PUBLIC_V4.stream().noneMatch(range -> range.contains(bytes));
        }
        return GLOBAL_V6.contains(bytes) && NOT_PUBLIC_V6.stream().noneMatch(range -> range.contains(bytes));
    }

    /** The addresses whose first bits are those of {@code prefix}. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Range(byte[] prefix, int bits) {

        static Range of(String literal, int bits) {
            return new Range(Literals.parse(literal).getAddress(), bits);
        }

        boolean contains(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if (((address[bit / 8] ^ prefix[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
