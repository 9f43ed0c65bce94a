package io.github.cameltiktok.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Counters of a post. Each is 0 or more; {@code null} means that the provider returned no value or an impossible one.
 *
 * @param plays number of plays
 * @param likes number of likes
 * @param comments number of comments; also 0 if comments are switched off
 * @param shares number of shares
 * @param saves number of additions to favourites
 * @param downloads number of downloads
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VideoStats(
        @Nullable Long plays,
        @Nullable Long likes,
        @Nullable Long comments,
        @Nullable Long shares,
        @Nullable Long saves,
        @Nullable Long downloads) {

    static final VideoStats UNKNOWN = new VideoStats(null, null, null, null, null, null);
}
