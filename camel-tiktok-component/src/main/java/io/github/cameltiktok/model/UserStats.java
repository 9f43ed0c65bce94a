package io.github.cameltiktok.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Counters of a creator. Each is 0 or more; {@code null} means that the provider does not give it or gave an impossible
 * value.
 *
 * @param followers accounts that follow the creator
 * @param following accounts that the creator follows
 * @param likes likes that all of the creator's posts got
 * @param videos posts of the creator
 * @param liked posts that the creator liked
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
