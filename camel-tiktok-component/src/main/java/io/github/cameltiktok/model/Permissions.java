package io.github.cameltiktok.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Permissions that the author of a post grants to others. {@code null} means unknown, not forbidden.
 *
 * @param duet whether others can make a duet with the post
 * @param stitch whether others can use a part of the post in their own
 * @param share whether others can share the post
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Permissions(
        @Nullable Boolean duet,
        @Nullable Boolean stitch,
        @Nullable Boolean share) {

    static final Permissions UNKNOWN = new Permissions(null, null, null);
}
