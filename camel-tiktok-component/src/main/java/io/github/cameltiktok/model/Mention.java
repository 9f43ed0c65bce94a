package io.github.cameltiktok.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Creator mentioned in the caption of a post. The caption contains the display name, not the handle.
 *
 * @param id TikTok's id of the creator
 * @param handle handle without {@code @}
 * @param start start index in the caption in UTF-16 units
 * @param end end index in the caption in UTF-16 units, exclusive
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Mention(
        @Nullable String id,
        @Nullable String handle,
        @Nullable Integer start,
        @Nullable Integer end) {}
