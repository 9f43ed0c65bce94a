package io.github.cameltiktok.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A TikTok creator, the same whichever provider answered. Immutable and thread-safe.
 *
 * @param id TikTok's id of the account, never a provider's row number
 * @param secUid TikTok's other, lasting id of the account
 * @param handle without {@code @}
 * @param name display name
 * @param bio text about themselves
 * @param bioLink the link that stands under the bio
 * @param url of the profile
 * @param verified whether TikTok has verified the account
 * @param visibility who can see the account
 * @param joinedAt when the account was made
 * @param stats counters; {@code null} if none is known
 * @param avatars profile picture, one entry a size
 * @param linkedAccounts accounts elsewhere; {@code null} if none is known
 * @param source where this comes from
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
