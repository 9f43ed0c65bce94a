package io.github.cameltiktok.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One file of a post: an edition of the video, or one picture of a photo post.
 *
 * @param type video or picture
 * @param variant which edition
 * @param url where the file is
 * @param expiresAt when the signed address stops working, some hours after the lookup; {@code null} where it does not
 *     or where that is unknown
 * @param width in pixels
 * @param height in pixels
 * @param sizeBytes size of the file in bytes
 * @param format file format, {@code mp4} for one
 * @param bitrate in bits a second
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

    /** What kind of file it is. */
    public enum Type {
        VIDEO,
        IMAGE
    }

    /** Which edition of the file it is. */
    public enum Variant {
        /** What TikTok plays. */
        STANDARD,
        /** As it was uploaded. */
        ORIGINAL,
        WATERMARKED,
        /** What TikTok offers for download. */
        DOWNLOAD
    }
}
