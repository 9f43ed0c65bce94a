package io.github.cameltiktok.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The creator of a post, as far as the answer about the post tells.
 *
 * @param id TikTok's id of the account
 * @param handle without {@code @}
 * @param name display name
 * @param bio text about themselves
 * @param verified whether TikTok has verified the account
 * @param visibility who can see the account
 * @param url of the profile
 * @param avatars profile picture, one entry a size
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Author(
        @Nullable String id,
        @Nullable String handle,
        @Nullable String name,
        @Nullable String bio,
        @Nullable Boolean verified,
        @Nullable Visibility visibility,
        @Nullable String url,
        List<Image> avatars) {

    static final Author UNKNOWN = new Author(null, null, null, null, null, null, null, List.of());

    public Author {
        avatars = List.copyOf(avatars);
    }
}
