package io.github.cameltiktok.sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The video ids and handles whose answers are special on purpose, with every good key and at every provider. Each is one
 * of the traps that real TikTok data holds.
 */
public enum SpecialSubject {
    /** Not visible: the provider's documented not-found answer. */
    NOT_FOUND("7000000000000000404", "not.found"),
    /** A private account, or a video whose author has gone private. */
    PRIVATE("7000000000000000403", "private.user"),
    /** An age-gated post with next to nothing in it. */
    AGE_GATED("7000000000000000018", null),
    /** A sound that was withdrawn: no title, no address. */
    WITHDRAWN_SOUND("7000000000000000010", null),
    /** A post without its author. */
    MISSING_AUTHOR("7000000000000000011", null),
    /** Counters that a 32-bit overflow has made negative. */
    NEGATIVE_COUNTERS("7000000000000000012", "negative.counters"),
    /** Every number of the answer written as text. */
    NUMBERS_AS_TEXT("7000000000000000013", "numbers.as.text"),
    /** The author as plain text, with its id and name beside it (Dumpling AI only; an ordinary answer elsewhere). */
    AUTHOR_AS_TEXT("7000000000000000014", null),
    /** A photo post with three pictures and no video. */
    PHOTO_POST("7000000000000000015", null),
    /** A post or an account whose counters grow by some every second. */
    GROWING("7000000000000000020", "growing.fast"),
    /** A proxy's HTML page with status 502. */
    HTML_ANSWER("7000000000000000502", "html.answer"),
    /** Status 200 and no body. */
    EMPTY_BODY("7000000000000000016", "empty.body"),
    /** Status 200 and JSON that ends in the middle. */
    CUT_JSON("7000000000000000017", "cut.json");

    private final String videoId;
    private final @Nullable String handle;

    SpecialSubject(String videoId, @Nullable String handle) {
        this.videoId = videoId;
        this.handle = handle;
    }

    /** The video id to ask for. */
    public String videoId() {
        return videoId;
    }

    /** The handle to ask for, without {@code @}; empty where the trap concerns videos only. */
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
