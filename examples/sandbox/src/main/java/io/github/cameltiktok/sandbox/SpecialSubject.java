package io.github.cameltiktok.sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Video ids and handles with special answers at every provider, each a known difficulty of real TikTok data. They need
 * the accepted API key.
 */
public enum SpecialSubject {
    /** The provider's documented not-found answer. */
    NOT_FOUND("7000000000000000404", "not.found"),
    /** A private creator, or a video whose author is now private. */
    PRIVATE("7000000000000000403", "private.user"),
    /** An age-gated post with hardly any fields. */
    AGE_GATED("7000000000000000018", null),
    /** A post whose sound was withdrawn: no title, no URL. */
    WITHDRAWN_SOUND("7000000000000000010", null),
    /** A post without an author. */
    MISSING_AUTHOR("7000000000000000011", null),
    /** Counters that are negative after a 32-bit overflow. */
    NEGATIVE_COUNTERS("7000000000000000012", "negative.counters"),
    /** An answer with every number as text. */
    NUMBERS_AS_TEXT("7000000000000000013", "numbers.as.text"),
    /** The author as plain text with id and name in separate fields (Dumpling AI only; elsewhere a regular answer). */
    AUTHOR_AS_TEXT("7000000000000000014", null),
    /** A photo post with three images and no video. */
    PHOTO_POST("7000000000000000015", null),
    /** A post or creator whose counters grow every second. */
    GROWING("7000000000000000020", "growing.fast"),
    /** Status 502 with a proxy's HTML page. */
    HTML_ANSWER("7000000000000000502", "html.answer"),
    /** Status 200 with an empty body. */
    EMPTY_BODY("7000000000000000016", "empty.body"),
    /** Status 200 with truncated JSON. */
    CUT_JSON("7000000000000000017", "cut.json");

    private final String videoId;
    private final @Nullable String handle;

    SpecialSubject(String videoId, @Nullable String handle) {
        this.videoId = videoId;
        this.handle = handle;
    }

    /** Returns the video id. */
    public String videoId() {
        return videoId;
    }

    /** Returns the handle without {@code @}; empty if only a video is special. */
    public Optional<String> handle() {
        return Optional.ofNullable(handle);
    }

    static @Nullable SpecialSubject ofVideo(String videoId) {
        return Arrays.stream(values())
                .filter(subject -> subject.videoId.equals(videoId))
                .findFirst()
                .orElse(null);
    }

    static @Nullable SpecialSubject ofHandle(String handle) {
        String lowerCase = handle.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(subject -> lowerCase.equals(subject.handle))
                .findFirst()
                .orElse(null);
    }
}
