package io.github.cameltiktok.link;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a lookup is about: one video or photo post, one creator, or a short link that only TikTok can resolve.
 *
 * <p>A link is made of checked parts only, never of what was pasted: tracking tails, mobile hosts and embed paths are
 * gone. Two links are equal when kind and {@link #url()} are; {@link #canonical()} also unites the links that differ in
 * decoration but mean the same thing. Immutable and thread-safe.
 */
public final class TikTokLink {

    /** What a link points at, as far as the link itself tells. */
    public enum Kind {
        /** A video, or a photo post under a video address: only the post's data tells the two apart for certain. */
        VIDEO,
        /** A post that its link calls a photo post. */
        PHOTO,
        /** A creator. */
        USER,
        /** A short link: a video or a creator, unknown until TikTok resolves it. */
        SHORT
    }

    private static final String SITE = "https://www.tiktok.com/";
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
     * Reads a TikTok link in any known form, a bare video id, or a handle with {@code @}.
     *
     * <p>The forms are TikTok's own: site, mobile, embed, player, data-export and short links. A word without {@code @}
     * is refused rather than guessed to be a handle. Whitespace, invisible characters, quotes, brackets and punctuation
     * around it are ignored, and so is everything from the first {@code ?} or {@code #} of a link. A text with several
     * words is read if exactly one of them is a link with a scheme.
     *
     * @param text the link, id or handle; not null
     * @return the link, never null
     * @throws InvalidLinkException if the text is none of these, or points at something that is no video, photo post or
     *     creator
     */
    public static TikTokLink parse(String text) {
        return LinkParser.parse(Objects.requireNonNull(text, "text"));
    }

    /**
     * The video or photo post with this id.
     *
     * @param id 1 to 19 digits, not all zeros; surrounding whitespace is ignored; not null
     * @return a link of kind {@link Kind#VIDEO} without a handle, never null
     * @throws InvalidLinkException if the text is no such id
     */
    public static TikTokLink ofVideoId(String id) {
        String digits = stripped("video id", Objects.requireNonNull(id, "id"));
        if (!Grammar.isVideoId(digits)) {
            throw new InvalidLinkException("video id", Grammar.VIDEO_ID_RULE, digits);
        }
        return video(digits, null);
    }

    /**
     * The creator with this handle.
     *
     * @param handle 2 to 24 letters, digits, {@code _} or {@code .}, not {@code .} at the end, with or without a leading
     *     {@code @}; upper case is
     *     turned into lower case, surrounding whitespace is ignored; not null
     * @return a link of kind {@link Kind#USER}, never null
     * @throws InvalidLinkException if the text is no such handle
     */
    public static TikTokLink ofHandle(String handle) {
        String given = stripped("handle", Objects.requireNonNull(handle, "handle"));
        String name = given.startsWith("@") ? given.substring(1) : given;
        if (!Grammar.isHandle(name)) {
            throw new InvalidLinkException("handle", Grammar.HANDLE_RULE, given);
        }
        return user(name);
    }

    /** A checked id and a checked handle, or no handle. */
    static TikTokLink video(String id, @Nullable String handle) {
        return post(Kind.VIDEO, id, handle);
    }

    /** A checked id and a checked handle, or no handle. */
    static TikTokLink photo(String id, @Nullable String handle) {
        return post(Kind.PHOTO, id, handle);
    }

    private static TikTokLink post(Kind kind, String id, @Nullable String handle) {
        String name = handle == null ? null : handle.toLowerCase(Locale.ROOT);
        String url = SITE + "@" + Objects.requireNonNullElse(name, NO_HANDLE) + "/video/" + id;
        return new TikTokLink(kind, id, name, url);
    }

    /** A checked handle. */
    static TikTokLink user(String handle) {
        String name = handle.toLowerCase(Locale.ROOT);
        return new TikTokLink(Kind.USER, null, name, SITE + "@" + name);
    }

    /** Host and path of a checked short link. */
    static TikTokLink shortLink(String hostAndPath) {
        return new TikTokLink(Kind.SHORT, null, null, "https://" + hostAndPath);
    }

    private static String stripped(String what, String text) {
        if (text.length() > Grammar.MAX_TEXT_LENGTH) {
            throw new InvalidLinkException(what, Grammar.TEXT_LENGTH_RULE, text);
        }
        return PastedText.unwrap(text);
    }

    /** What the link points at. */
    public Kind kind() {
        return kind;
    }

    /** The id of the video or photo post as it was given; null for a creator and a short link. */
    public @Nullable String id() {
        return id;
    }

    /**
     * The handle in lower case without {@code @}. Always there for a creator; null for a short link, and for a post whose
     * link names no real handle. The handle of a post is decoration: handles change, and TikTok accepts any.
     */
    public @Nullable String handle() {
        return handle;
    }

    /**
     * The clean link, rebuilt from its parts. A photo post stands under {@code /video/} too, because providers know only
     * that form, and a post without a handle under {@code @_}. A short link keeps its host and path.
     *
     * @return an https address on one of TikTok's hosts, without port, query and fragment; never null
     */
    public String url() {
        return url;
    }

    /**
     * A text that is the same for all links to the same thing, whatever their host, form and handle: {@code video:ID},
     * {@code user:HANDLE} or {@code short:HOST/PATH}. A short link is not resolved, so it never equals the link that it
     * stands for.
     *
     * @return a key of at most 80 characters, never null
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
