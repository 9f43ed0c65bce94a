package io.github.cameltiktok.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Creator of a post, as described in the response about the post.
 *
 * @param id TikTok's id of the creator
 * @param handle handle without {@code @}
 * @param name display name
 * @param bio biography text
 * @param verified whether TikTok verified the creator
 * @param visibility public or private
 * @param url link to the profile
 * @param avatars profile picture, one entry per size
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
