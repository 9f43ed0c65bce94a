package io.github.cameltiktok.sandbox;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is true of a post, before any provider tells it in its own words.
 *
 * @param author null where the post has lost its author
 * @param handle the author's handle, known even without the author
 * @param durationSeconds 0 for a photo post
 * @param pictures 0 for a video
 * @param permissionsKnown whether the answer says what duet, stitch and share are set to; real ones often do not
 * @param ageGated whether next to nothing may be told
 */
record FakeVideo(
        String id,
        String handle,
        @Nullable FakeCreator author,
        Caption caption,
        Instant publishedAt,
        int durationSeconds,
        int pictures,
        String region,
        boolean advertisement,
        boolean permissionsKnown,
        boolean ageGated,
        Counters counters,
        Music music) {

    static final int WIDTH = 576;
    static final int HEIGHT = 1024;

    boolean isPhotoPost() {
        return pictures > 0;
    }

    String url() {
        return "https://www.tiktok.com/@" + handle + "/video/" + id;
    }

    /** How often something happened to the post. */
    record Counters(long plays, long likes, long comments, long shares, long saves, long downloads) {}

    /** The sound; title empty and withdrawn set when it is no longer offered. */
    record Music(
            String id,
            String title,
            String author,
            String album,
            boolean original,
            int durationSeconds,
            boolean withdrawn) {}

    /**
     * The caption and what it refers to.
     *
     * @param mention the account mentioned, or null
     */
    record Caption(String text, List<Tag> tags, @Nullable Mention mention) {}

    /** A hashtag; start and end are UTF-16 offsets in the caption, the {@code #} included. */
    record Tag(String id, String name, String description, int start, int end) {}

    /** A mention; start and end as for a tag, the {@code @} included. The caption shows the name, not the handle. */
    record Mention(FakeCreator creator, int start, int end) {}
}
