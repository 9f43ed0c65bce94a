package io.github.cameltiktok.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One size of a cover or an avatar.
 *
 * @param variant size of the picture
 * @param url link to the picture
 * @param width width in pixels
 * @param height height in pixels
 * @param expiresAt expiry of the signed link; {@code null} if unknown or if the link does not expire
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Image(
        Variant variant,
        String url,
        @Nullable Integer width,
        @Nullable Integer height,

        @JsonSerialize(using = ToStringSerializer.class) @Nullable
        Instant expiresAt) {

    /** Size of a picture, relative to its other sizes. */
    public enum Variant {
        THUMBNAIL,
        /** Also the only size of a provider that does not name sizes. */
        MEDIUM,
        LARGE,
        ORIGINAL,
        /** Animated picture. */
        DYNAMIC
    }
}
