package io.github.cameltiktok.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Counters of a post. Each is 0 or more; {@code null} means that the provider does not give it or gave an impossible
 * value.
 *
 * @param plays how often it was watched
 * @param likes likes that it got
 * @param comments comments on it; 0 also where comments are switched off
 * @param shares how often it was passed on
 * @param saves how often it was kept as a favourite
 * @param downloads how often it was downloaded
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
