package io.github.cameltiktok;

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

    /** @throws IllegalArgumentException if the text is nothing of the kind */
    TikTokLink parse(String text) {
        return parser.apply(text);
    }
}
