package io.github.cameltiktok.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Counters of a creator. Each is 0 or more; {@code null} means that the provider returned no value or an impossible one.
 *
 * @param followers number of followers
 * @param following number of creators that the creator follows
 * @param likes number of likes of all posts of the creator
 * @param videos number of posts of the creator
 * @param liked number of posts that the creator liked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UserStats(
        @Nullable Long followers,
        @Nullable Long following,
        @Nullable Long likes,
        @Nullable Long videos,
        @Nullable Long liked) {

    static final UserStats UNKNOWN = new UserStats(null, null, null, null, null);
}
