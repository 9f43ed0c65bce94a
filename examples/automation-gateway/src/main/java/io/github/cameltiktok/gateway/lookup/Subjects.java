package io.github.cameltiktok.gateway.lookup;

import io.github.cameltiktok.link.InvalidLinkException;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokResource;
import java.util.regex.Pattern;

/** Forms of a subject. */
public final class Subjects {

    /** A handle without its at sign. Digits alone are the id of a video. */
    private static final Pattern BARE_HANDLE = Pattern.compile("(?=.*[A-Za-z_])[A-Za-z0-9_.]{2,24}");

    private Subjects() {}

    /**
     * Returns the kind of a link, id or handle. A short link, which only TikTok can resolve, counts as a video.
     *
     * @throws InvalidLinkException if the text is none of them
     */
    public static TikTokResource kindOf(String subject) {
        return TikTokLink.parse(subject).kind() == TikTokLink.Kind.USER ? TikTokResource.USER : TikTokResource.VIDEO;
    }

    /** Returns the body for the component, which takes a handle without its at sign as a JSON field only. */
    static String body(TikTokResource kind, String subject) {
        String text = subject.strip();
        return kind == TikTokResource.USER && BARE_HANDLE.matcher(text).matches() && !isLink(text)
                ? "{\"handle\":\"" + text + "\"}"
                : subject;
    }

    private static boolean isLink(String text) {
        try {
            TikTokLink.parse(text);
            return true;
        } catch (InvalidLinkException e) {
            return false;
        }
    }
}
