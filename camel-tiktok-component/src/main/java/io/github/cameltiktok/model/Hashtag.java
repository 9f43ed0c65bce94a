package io.github.cameltiktok.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Hashtag of a post.
 *
 * @param id TikTok's id of the hashtag
 * @param name name without {@code #}
 * @param description TikTok's description of the hashtag
 * @param coverUrl picture of the hashtag's page
 * @param start start index in the caption in UTF-16 units: {@code caption.substring(start, end)} is the hashtag
 * @param end end index in the caption in UTF-16 units, exclusive
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Hashtag(
        @Nullable String id,
        String name,
        @Nullable String description,
        @Nullable String coverUrl,
        @Nullable Integer start,
        @Nullable Integer end) {}
