package io.github.cameltiktok.sandbox;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A post, independent of any provider's format.
 *
 * @param author null if the post has lost its author
 * @param handle the author's handle, set even if the author is null
 * @param durationSeconds 0 for a photo post
 * @param pictures number of images; 0 for a video
 * @param permissionsKnown whether the answer has the duet, stitch and share settings; real answers often lack them
 * @param ageGated whether the answer has hardly any fields
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

    record Counters(long plays, long likes, long comments, long shares, long saves, long downloads) {}

    /** The sound. A withdrawn sound has empty texts. */
    record Music(
            String id,
            String title,
            String author,
            String album,
            boolean original,
            int durationSeconds,
            boolean withdrawn) {}

    /**
     * The caption with its hashtags and mention.
     *
     * @param mention the mention, or null
     */
    record Caption(String text, List<Tag> tags, @Nullable Mention mention) {}

    /** A hashtag; start and end are UTF-16 offsets in the caption, including the {@code #}. */
    record Tag(String id, String name, String description, int start, int end) {}

    /** A mention; offsets as for a tag, including the {@code @}. The caption has the name, not the handle. */
    record Mention(FakeCreator creator, int start, int end) {}
}
