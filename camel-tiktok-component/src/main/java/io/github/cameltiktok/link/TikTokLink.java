package io.github.cameltiktok.link;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Subject of a lookup: a video or photo post, a creator, or a short link that only TikTok can resolve.
 *
 * <p>A link is rebuilt from checked parts, without tracking parameters, mobile hosts and embed paths. Two links are equal
 * if kind and {@link #url()} are equal. {@link #canonical()} is also equal for links of one post with different handles.
 * Immutable and thread-safe.
 */
public final class TikTokLink {

    /** Kind of subject, derived from the link alone. */
    public enum Kind {
        /** A post under {@code /video/}, which TikTok also uses for photo posts. */
        VIDEO,
        /** A post under {@code /photo/}. */
        PHOTO,
        /** A creator. */
        USER,
        /** A short link to a post or a creator. */
        SHORT
    }

    /** Address of TikTok's site. Ends with a slash. */
    public static final String SITE = "https://www.tiktok.com/";

    private static final String NO_HANDLE = "_";

    private final Kind kind;
    private final @Nullable String id;
    private final @Nullable String handle;
    private final String url;

    private TikTokLink(Kind kind, @Nullable String id, @Nullable String handle, String url) {
        this.kind = kind;
        this.id = id;
        this.handle = handle;
        this.url = url;
    }

    /**
     * Parses a TikTok link, a video id, or a handle with {@code @}.
     *
     * <p>Accepts site, mobile, embed, player, data-export and short links. Ignores surrounding whitespace, invisible
     * characters, quotes, brackets and punctuation, and everything from the first {@code ?} or {@code #} of a link. A text
     * with several words is accepted if exactly one of them is a link with a scheme.
     *
     * @param text link, id or handle; not null
     * @return the link, never null
     * @throws InvalidLinkException if the text is not a link, id or handle with {@code @}, or the page of the link is not a
     *     video, photo post or creator
     */
    public static TikTokLink parse(String text) {
        return LinkParser.parse(Objects.requireNonNull(text, "text"));
    }

    /**
     * Creates the link of a video or photo post from its id.
     *
     * @param id 1 to 19 digits, not all zeros; the same surrounding characters as in {@link #parse} are ignored; not null
     * @return a link of kind {@link Kind#VIDEO} without a handle, never null
     * @throws InvalidLinkException if the id is invalid
     */
    public static TikTokLink ofVideoId(String id) {
        String digits = stripped("video id", Objects.requireNonNull(id, "id"));
        if (!Grammar.isVideoId(digits)) {
            throw new InvalidLinkException("video id", Grammar.VIDEO_ID_RULE, digits);
        }
        return video(digits, null);
    }

    /**
     * Creates the link of a creator from the handle.
     *
     * @param handle 2 to 24 letters, digits, {@code _} or {@code .}, without {@code .} at its end, with or without a
     *     leading {@code @}; converted to lower case; the same surrounding characters as in {@link #parse} are ignored; not
     *     null
     * @return a link of kind {@link Kind#USER}, never null
     * @throws InvalidLinkException if the handle is invalid
     */
    public static TikTokLink ofHandle(String handle) {
        String given = stripped("handle", Objects.requireNonNull(handle, "handle"));
        String name = given.startsWith("@") ? given.substring(1) : given;
        if (!Grammar.isHandle(name)) {
            throw new InvalidLinkException("handle", Grammar.HANDLE_RULE, given);
        }
        return user(name);
    }

    /** Expects a checked id and a checked handle or null. */
    static TikTokLink video(String id, @Nullable String handle) {
        return post(Kind.VIDEO, id, handle);
    }

    /** Expects a checked id and a checked handle or null. */
    static TikTokLink photo(String id, @Nullable String handle) {
        return post(Kind.PHOTO, id, handle);
    }

    private static TikTokLink post(Kind kind, String id, @Nullable String handle) {
        String name = handle == null ? null : handle.toLowerCase(Locale.ROOT);
        String url = SITE + "@" + Objects.requireNonNullElse(name, NO_HANDLE) + "/video/" + id;
        return new TikTokLink(kind, id, name, url);
    }

    /** Expects a checked handle. */
    static TikTokLink user(String handle) {
        String name = handle.toLowerCase(Locale.ROOT);
        return new TikTokLink(Kind.USER, null, name, SITE + "@" + name);
    }

    /** Expects the host in lower case and the checked path. */
    static TikTokLink shortLink(String hostAndPath) {
        return new TikTokLink(Kind.SHORT, null, null, "https://" + hostAndPath);
    }

    private static String stripped(String name, String text) {
        if (text.length() > Grammar.MAX_TEXT_LENGTH) {
            throw new InvalidLinkException(name, Grammar.TEXT_LENGTH_RULE, text);
        }
        return PastedText.unwrap(text);
    }

    /** Returns the kind of subject. */
    public Kind kind() {
        return kind;
    }

    /** Returns the id of the post as given; null for a creator or a short link. */
    public @Nullable String id() {
        return id;
    }

    /**
     * Returns the handle in lower case without {@code @}. Never null for a creator. Null for a short link, and for a post
     * whose link has no valid handle. The handle of a post may be outdated: handles change, and TikTok ignores it.
     */
    public @Nullable String handle() {
        return handle;
    }

    /**
     * Returns the normalised link. All posts, also photo posts, have a path with {@code /video/}: providers accept no
     * other. A post without a handle has {@code @_}. A short link keeps its host and path.
     *
     * @return an https address on one of TikTok's hosts, without port, query and fragment; never null
     */
    public String url() {
        return url;
    }

    /**
     * Returns a key of the subject: {@code video:ID}, {@code user:HANDLE} or {@code short:HOST/PATH}. The key does not
     * depend on host, form and handle of a post's link. A short link is not resolved, so its key differs from that of its
     * target.
     *
     * @return at most 80 characters, never null
     */
    public String canonical() {
        return switch (kind) {
            case VIDEO, PHOTO -> "video:" + id;
            case USER -> "user:" + handle;
            case SHORT -> "short:" + url.substring("https://".length(), url.length() - (url.endsWith("/") ? 1 : 0));
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TikTokLink that && kind == that.kind && url.equals(that.url);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, url);
    }

    @Override
    public String toString() {
        return kind + " " + url;
    }
}
