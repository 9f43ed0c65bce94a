package io.github.cameltiktok;

import io.github.cameltiktok.link.InvalidLinkException;
import io.github.cameltiktok.link.TikTokLink;
import java.util.function.Function;

/** The ways to name what is looked up. */
enum SubjectField {
    URL(TikTokLink::parse),
    VIDEO_ID(TikTokLink::ofVideoId),
    HANDLE(TikTokLink::ofHandle);

    private final Function<String, TikTokLink> parser;

    SubjectField(Function<String, TikTokLink> parser) {
        this.parser = parser;
    }

    /**
     * Returns the subject that the text names.
     *
     * @throws InvalidArgumentException if the text names none
     */
    TikTokLink parse(String text) {
        try {
            return parser.apply(text);
        } catch (InvalidLinkException e) {
            throw new InvalidArgumentException(e);
        }
    }
}
