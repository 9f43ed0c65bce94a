package io.github.cameltiktok.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One size of a picture: a cover or an avatar.
 *
 * @param variant which size
 * @param url where the picture is
 * @param width in pixels
 * @param height in pixels
 * @param expiresAt when the signed address stops working; {@code null} where it does not or where that is unknown
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Image(
        Variant variant,
        String url,
        @Nullable Integer width,
        @Nullable Integer height,

        @JsonSerialize(using = ToStringSerializer.class) @Nullable
        Instant expiresAt) {

    /** The size of a picture, relative to its other sizes. */
    public enum Variant {
        THUMBNAIL,
        /** Also what a provider offers as its only size without naming it. */
        MEDIUM,
        LARGE,
        ORIGINAL,
        /** An animated picture. */
        DYNAMIC
    }
}
