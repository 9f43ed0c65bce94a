package io.github.cameltiktok.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Sound of a post.
 *
 * @param id TikTok's id of the sound
 * @param title title; {@code null} for a withdrawn sound
 * @param author performer or creator
 * @param album album title
 * @param url link to the sound file
 * @param urlExpiresAt expiry of {@code url}, which is signed
 * @param coverUrl picture of the sound
 * @param original whether the sound was made for this post
 * @param durationSeconds length in seconds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Music(
        @Nullable String id,
        @Nullable String title,
        @Nullable String author,
        @Nullable String album,
        @Nullable String url,

        @JsonSerialize(using = ToStringSerializer.class) @Nullable
        Instant urlExpiresAt,

        @Nullable String coverUrl,
        @Nullable Boolean original,
        @Nullable BigDecimal durationSeconds) {

    static final Music UNKNOWN = new Music(null, null, null, null, null, null, null, null, null);
}
