package io.github.cameltiktok.link;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses one text as a link, an id or a handle.
 *
 * <p>A link is checked in this order: characters, scheme, host, path. Host and path then have to match one of the
 * {@link #FORMS}. Each pattern takes linear time on a text of limited length.
 */
final class LinkParser {

    private static final String TAKEN = "; taken are links to a video, a photo post or a profile, and short links";

    private static final String SITE = "(?:(?:www|m|us|t|lite)\\.)?tiktok\\.com";
    private static final String SHORT_LINK_HOST = "v[mt]\\.tiktok\\.com";
    private static final String DATA_EXPORT_HOST = "(?:(?:www|m)\\.)?tiktokv\\.com";
    private static final Pattern HOST = Pattern.compile(SITE + "|" + SHORT_LINK_HOST + "|" + DATA_EXPORT_HOST);

    /** Accepted links as host and decoded path, each with or without a slash at its end. */
    private static final List<Form> FORMS = List.of(
            new Form(SITE + "/@([^/]*)/(video|photo)/([^/]+)", LinkParser::post),
            new Form(SITE + "/@([^/]*)", LinkParser::profile),
            new Form(SITE + "/v/([^/]*)\\.html", LinkParser::video),
            new Form(SITE + "/(?:embed|embed/v2|player/v1|v)/([^/]+)", LinkParser::video),
            new Form("(?:" + SITE + "|" + DATA_EXPORT_HOST + ")/(?:i18n/)?share/video/([^/]+)", LinkParser::video),
            new Form(SITE + "/t/([^/]+)", LinkParser::shortLink),
            new Form(SHORT_LINK_HOST + "/(?:t/)?([^/]+)", LinkParser::shortLink),
            // Page names on these hosts are lower-case words, so a code has to hold an upper-case letter or a digit.
            new Form("(?:t|lite)\\.tiktok\\.com/(?!i18n/?$)(?=.*[A-Z0-9])([\\w-]{3,32})", LinkParser::shortLink));

    /** Programs disagree about these characters: some drop them or read a backslash as a slash. */
    private static final List<Refusal> TEXT_REFUSALS = List.of(
            new Refusal("^\\z", "it is empty"),
            new Refusal("[\\p{javaWhitespace}\\p{javaSpaceChar}]", "it holds whitespace"),
            new Refusal("\\p{Cc}", "it holds a control character"),
            new Refusal("\\\\", "it holds a backslash"));

    /** Reasons for hosts that are not TikTok's. The first rule that applies is the most precise one. */
    private static final List<Refusal> HOST_REFUSALS = List.of(
            new Refusal("@", "it holds user information in front of its host"),
            // No top-level domain starts with a digit, but the last part of every IPv4 address does: 127.1, 0x7f000001.
            new Refusal("^\\[|(?:^|\\.)[0-9][^.]*$", "its host is an IP address"),
            new Refusal(":", "it names a port"),
            new Refusal("%", "its host is percent-encoded"),
            new Refusal("[^\\p{ASCII}]", "its host holds letters outside ASCII that only look like TikTok's"),
            new Refusal("\\.$", "its host ends with a dot"));

    private static final List<Refusal> ENCODING_REFUSALS = List.of(
            new Refusal("%(?![0-9A-Fa-f]{2})", "its path holds a % that encodes nothing"),
            new Refusal(
                    "%(?:2[Ff]|5[Cc]|7[Ff]|[01])",
                    "its path hides a slash, a backslash or a control character behind %"),
            new Refusal("%25", "its path is percent-encoded twice"));

    private static final List<Refusal> PATH_REFUSALS = List.of(
            new Refusal("//", "its path holds an empty segment (//)"),
            // TikTok ignores the handle in the link of a post, so a leading handle may hold any character.
            new Refusal("^(?:/@[^/]*+)?+\\p{ASCII}*+[^\\p{ASCII}]", "its path holds characters outside ASCII"));

    /** Links on TikTok's hosts that match no form. */
    private static final List<Refusal> PAGE_REFUSALS = List.of(
            new Refusal("^" + SHORT_LINK_HOST, "its host carries only short links, with one code"),
            new Refusal("^" + DATA_EXPORT_HOST, "its host carries only links to videos, under /share/video/"),
            new Refusal("^[^/]*/?$", "it is the home page" + TAKEN),
            new Refusal("^[^/]*/@[^/]*/(?:video|photo)/?$", "it names no video id" + TAKEN),
            new Refusal("^[^/]*/@[^/]*/(?:video|photo)/", "its path goes on behind the video id" + TAKEN),
            page("@[^/]*/collection", "a collection page"),
            page("@[^/]*/playlist", "a playlist page"),
            page("(?:@[^/]*/)?live", "a live page"),
            page("tag", "a hashtag page"),
            page("music", "a sound page"),
            page("discover|explore", "a discovery page"),
            page("search", "a search page"),
            page("foryou|following|friends", "a feed"),
            page("sticker|effect", "an effect page"),
            page("place", "a place page"),
            page("login", "a login page"));

    /** Without dots, unlike RFC 3986: a host in front of a port is not a scheme. */
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+-]*):");

    private static final Pattern TAIL = Pattern.compile("[?#]");

    private final String text;

    private LinkParser(String text) {
        this.text = text;
    }

    static TikTokLink parse(String text) {
        if (text.length() > Grammar.MAX_TEXT_LENGTH) {
            throw new InvalidLinkException("link", Grammar.TEXT_LENGTH_RULE, text);
        }
        return new LinkParser(PastedText.linkIn(text)).parse();
    }

    private TikTokLink parse() {
        check(text, TEXT_REFUSALS);
        if (text.startsWith("@")) {
            return TikTokLink.ofHandle(text);
        }
        if (Grammar.isDigits(text)) {
            return TikTokLink.ofVideoId(text);
        }
        String address = withoutScheme(TAIL.split(text, 2)[0]);
        int endOfHost = endOfHost(address);
        String page = checkedHost(address.substring(0, endOfHost)) + decodedPath(address.substring(endOfHost));
        for (Form form : FORMS) {
            Matcher matcher = form.pattern().matcher(page);
            if (matcher.matches()) {
                return form.link().apply(this, matcher);
            }
        }
        check(page, PAGE_REFUSALS);
        throw refused("it is a page of another kind" + TAKEN);
    }

    private String withoutScheme(String address) {
        Matcher scheme = SCHEME.matcher(address);
        if (!scheme.lookingAt()) {
            String host = address.substring(0, endOfHost(address)).toLowerCase(Locale.ROOT);
            if (!host.contains("tiktok.com") && !host.contains("tiktokv.com")) {
                throw refused("it is neither a TikTok link, a video id nor an @handle");
            }
            return address;
        }
        if (!scheme.group(1).equalsIgnoreCase("https") && !scheme.group(1).equalsIgnoreCase("http")) {
            throw refused("its scheme is neither http nor https");
        }
        if (!address.startsWith("//", scheme.end())) {
            throw refused("its scheme is not followed by //");
        }
        return address.substring(scheme.end() + 2);
    }

    private static int endOfHost(String address) {
        int slash = address.indexOf('/');
        return slash < 0 ? address.length() : slash;
    }

    /** Returns the host in lower case. The whole authority has to be one of TikTok's hosts. */
    private String checkedHost(String authority) {
        if (authority.isEmpty()) {
            throw refused("it has no host");
        }
        if (HOST.matcher(authority).matches()) {
            return authority;
        }
        check(quoted(authority), HOST_REFUSALS);
        String host = authority.toLowerCase(Locale.ROOT);
        if (!HOST.matcher(host).matches()) {
            throw refused(
                    host.contains("tiktok")
                            ? "its host only looks like one of TikTok's"
                            : "its host is none of TikTok's");
        }
        return host;
    }

    private String quoted(String authority) {
        try {
            return new URI("https", authority, null, null, null).getRawAuthority();
        } catch (URISyntaxException e) {
            throw refused("it is no well-formed address");
        }
    }

    private String decodedPath(String path) {
        String decoded = path;
        if (path.indexOf('%') >= 0) {
            check(path, ENCODING_REFUSALS);
            // Bytes outside ASCII become U+FFFD, which no rule accepts. A bare plus sign would become a blank.
            decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.US_ASCII);
        }
        check(decoded, PATH_REFUSALS);
        return decoded;
    }

    private TikTokLink post(MatchResult form) {
        String id = checkedId(form.group(3));
        // Some links have a user id, a placeholder or nothing in place of the handle.
        boolean hasHandle = Grammar.isHandle(form.group(1)) && !Grammar.isDigits(form.group(1));
        String handle = hasHandle ? form.group(1) : null;
        return form.group(2).equals("photo") ? TikTokLink.photo(id, handle) : TikTokLink.video(id, handle);
    }

    private TikTokLink profile(MatchResult form) {
        if (!Grammar.isHandle(form.group(1))) {
            throw new InvalidLinkException("handle in the profile link", Grammar.HANDLE_RULE, form.group(1));
        }
        return TikTokLink.user(form.group(1));
    }

    private TikTokLink video(MatchResult form) {
        return TikTokLink.video(checkedId(form.group(1)), null);
    }

    private TikTokLink shortLink(MatchResult form) {
        if (!Grammar.isShortCode(form.group(1))) {
            throw new InvalidLinkException("short link", Grammar.SHORT_CODE_RULE, text);
        }
        return TikTokLink.shortLink(form.group());
    }

    private static String checkedId(String id) {
        if (!Grammar.isVideoId(id)) {
            throw new InvalidLinkException("video id in the link", Grammar.VIDEO_ID_RULE, id);
        }
        return id;
    }

    private void check(String part, List<Refusal> refusals) {
        for (Refusal refusal : refusals) {
            if (refusal.fault().test(part)) {
                throw refused(refusal.rule());
            }
        }
    }

    private InvalidLinkException refused(String rule) {
        return new InvalidLinkException("link", rule, text);
    }

    private static Refusal page(String path, String kind) {
        return new Refusal("^[^/]*/(?:" + path + ")(?:/|$)", "it is " + kind + TAKEN);
    }

    /** An accepted form of links, and the method that builds a link from its groups. */
    private record Form(Pattern pattern, BiFunction<LinkParser, MatchResult, TikTokLink> link) {

        Form(String pattern, BiFunction<LinkParser, MatchResult, TikTokLink> link) {
            this(Pattern.compile(pattern + "/?"), link);
        }
    }

    /** A pattern, found anywhere in a part of a link, and the reason for which the link is refused. */
    private record Refusal(Predicate<String> fault, String rule) {

        Refusal(String pattern, String rule) {
            this(Pattern.compile(pattern).asPredicate(), rule);
        }
    }
}
