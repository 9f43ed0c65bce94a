package io.github.cameltiktok.gateway.watch;

import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.link.InvalidLinkException;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokResource;
import org.jspecify.annotations.Nullable;

/**
 * A subject in canonical form. Immutable.
 *
 * @param url canonical link, the same for all forms of a link
 */
record WatchedSubject(TikTokResource kind, String url) {

    /**
     * Parses a link, an id or a handle.
     *
     * @param kind {@code null} for the kind that the text has; a short link counts as a video
     * @param pointer {@code /} for fields of a body, empty for query parameters
     * @throws ProblemException if the text is none of them, or of the other kind
     */
    static WatchedSubject parse(String text, @Nullable TikTokResource kind, String pointer) {
        TikTokLink link = link(text, kind, pointer);
        String id = link.id();
        // TikTok ignores the handle in the link of a post, so links with different handles are one subject.
        String url = id == null ? link.url() : TikTokLink.ofVideoId(id).url();
        TikTokResource own = link.kind() == TikTokLink.Kind.USER ? TikTokResource.USER : TikTokResource.VIDEO;
        if (kind == null || kind == own || link.kind() == TikTokLink.Kind.SHORT) {
            return new WatchedSubject(kind == null ? own : kind, url);
        }
        throw ProblemException.invalid(
                pointer + "kind",
                "kind must be " + own.uriName() + " for the subject " + url + ", but is '" + kind.uriName() + "'");
    }

    private static TikTokLink link(String text, @Nullable TikTokResource kind, String pointer) {
        try {
            return TikTokLink.parse(text);
        } catch (InvalidLinkException e) {
            // A handle may lack its at sign if the kind is known.
            if (kind == TikTokResource.USER && text.indexOf('/') < 0) {
                return handle(text, pointer);
            }
            throw ProblemException.invalid(pointer + "subject", String.valueOf(e.getMessage()));
        }
    }

    private static TikTokLink handle(String text, String pointer) {
        try {
            return TikTokLink.ofHandle(text);
        } catch (InvalidLinkException e) {
            throw ProblemException.invalid(pointer + "subject", String.valueOf(e.getMessage()));
        }
    }
}
