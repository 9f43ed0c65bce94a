package io.github.cameltiktok.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * TikTok creator, in the same form for all providers. Immutable and thread-safe.
 *
 * @param id TikTok's id of the creator, never a provider's row number
 * @param secUid TikTok's second, permanent id of the creator
 * @param handle handle without {@code @}
 * @param name display name
 * @param bio biography text
 * @param bioLink link below the biography
 * @param url link to the profile
 * @param verified whether TikTok verified the creator
 * @param visibility public or private
 * @param joinedAt time of registration
 * @param stats counters; {@code null} if all are unknown
 * @param avatars profile picture, one entry per size
 * @param linkedAccounts accounts on other platforms; {@code null} if all are unknown
 * @param source origin of the record
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TikTokUser(
        @Nullable String id,
        @Nullable String secUid,
        @Nullable String handle,
        @Nullable String name,
        @Nullable String bio,
        @Nullable String bioLink,
        @Nullable String url,
        @Nullable Boolean verified,
        @Nullable Visibility visibility,

        @JsonSerialize(using = ToStringSerializer.class) @Nullable
        Instant joinedAt,

        @Nullable UserStats stats,
        List<Image> avatars,
        @Nullable LinkedAccounts linkedAccounts,
        Source source)
        implements TikTokRecord {

    public TikTokUser {
        stats = UserStats.UNKNOWN.equals(stats) ? null : stats;
        avatars = List.copyOf(avatars);
        linkedAccounts = LinkedAccounts.UNKNOWN.equals(linkedAccounts) ? null : linkedAccounts;
    }
}
