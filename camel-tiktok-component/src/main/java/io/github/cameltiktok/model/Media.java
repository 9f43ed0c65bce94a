package io.github.cameltiktok.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One file of a post: a variant of the video, or one picture of a photo post.
 *
 * @param type video or picture
 * @param variant variant of the file
 * @param url link to the file
 * @param expiresAt expiry of the signed link, some hours after the lookup; {@code null} if unknown or if the link does
 *     not expire
 * @param width width in pixels
 * @param height height in pixels
 * @param sizeBytes file size in bytes
 * @param format file format, such as {@code mp4}
 * @param bitrate bit rate in bits per second
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Media(
        Type type,
        Variant variant,
        String url,

        @JsonSerialize(using = ToStringSerializer.class) @Nullable
        Instant expiresAt,

        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Long sizeBytes,
        @Nullable String format,
        @Nullable Long bitrate) {

    /** Type of a file. */
    public enum Type {
        VIDEO,
        IMAGE
    }

    /** Variant of a file. */
    public enum Variant {
        /** File that TikTok plays. */
        STANDARD,
        /** File as uploaded. */
        ORIGINAL,
        WATERMARKED,
        /** File that TikTok offers for download. */
        DOWNLOAD
    }
}
