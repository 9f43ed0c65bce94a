package io.github.cameltiktok.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A hashtag of a post.
 *
 * @param id TikTok's id of the hashtag
 * @param name without {@code #}
 * @param description what TikTok says of the hashtag
 * @param coverUrl picture of the hashtag's page
 * @param start index of its first UTF-16 unit in the caption, so that {@code caption.substring(start, end)} is it
 * @param end index behind its last UTF-16 unit in the caption
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Hashtag(
        @Nullable String id,
        String name,
        @Nullable String description,
        @Nullable String coverUrl,
        @Nullable Integer start,
        @Nullable Integer end) {}
