package io.github.cameltiktok.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What the author allows others to do with a post. {@code null} means unknown, not forbidden.
 *
 * @param duet to make a duet with it
 * @param stitch to take a piece of it into a post of theirs
 * @param share to pass it on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Permissions(
        @Nullable Boolean duet,
        @Nullable Boolean stitch,
        @Nullable Boolean share) {

    static final Permissions UNKNOWN = new Permissions(null, null, null);
}
