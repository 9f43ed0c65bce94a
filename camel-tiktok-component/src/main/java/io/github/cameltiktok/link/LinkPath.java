package io.github.cameltiktok.link;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The path of a link as its segments, each percent-decoded once, and whether a slash ends it.
 *
 * <p>Only a leading handle segment may hold characters outside ASCII: {@code \uFFFD} stands there for an encoded one.
 */
record LinkPath(List<String> segments, boolean endsWithSlash) {

    /** Stands for a byte of an encoded character outside ASCII, which is never put together: no rule accepts it. */
    private static final char NOT_ASCII = '\uFFFD';

    LinkPath {
        segments = List.copyOf(segments);
    }

    /**
     * @param rawPath empty, or with a leading slash
     * @param link the whole link, for messages
     */
    static LinkPath of(String rawPath, String link) {
        if (rawPath.isEmpty() || rawPath.equals("/")) {
            return new LinkPath(List.of(), false);
        }
        boolean endsWithSlash = rawPath.endsWith("/");
        int end = rawPath.length() - (endsWithSlash ? 1 : 0);
        List<String> segments = new ArrayList<>();
        for (int slash = 0; slash < end; ) {
            int next = rawPath.indexOf('/', slash + 1);
            int segmentEnd = next < 0 ? end : next;
            String segment = decoded(rawPath.substring(slash + 1, segmentEnd), link);
            slash = segmentEnd;
            boolean handle = segments.isEmpty() && segment.startsWith("@");
            if (!handle && !Grammar.isAscii(segment)) {
                throw refused("its path holds characters outside ASCII", link);
            }
            segments.add(segment);
        }
        return new LinkPath(segments, endsWithSlash);
    }

    private static String decoded(String segment, String link) {
        if (segment.isEmpty()) {
            throw refused("its path holds an empty segment (//)", link);
        }
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        StringBuilder decoded = new StringBuilder(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c != '%') {
                decoded.append(c);
                continue;
            }
            if (i + 2 >= segment.length()
                    || !HexFormat.isHexDigit(segment.charAt(i + 1))
                    || !HexFormat.isHexDigit(segment.charAt(i + 2))) {
                throw refused("its path holds a % that encodes nothing", link);
            }
            decoded.append(decodedByte(HexFormat.fromHexDigits(segment, i + 1, i + 3), link));
            i += 2;
        }
        return decoded.toString();
    }

    private static char decodedByte(int value, String link) {
        if (value >= 0x80) {
            return NOT_ASCII;
        }
        if (value == '/' || value == '\\' || Character.isISOControl(value)) {
            throw refused("its path hides a slash, a backslash or a control character behind %", link);
        }
        if (value == '%') {
            throw refused("its path is percent-encoded twice", link);
        }
        return (char) value;
    }

    private static InvalidLinkException refused(String rule, String link) {
        return new InvalidLinkException("link", rule, link);
    }
}
