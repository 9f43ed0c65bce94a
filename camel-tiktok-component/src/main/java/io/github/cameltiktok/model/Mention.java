package io.github.cameltiktok.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An account that the caption of a post mentions; captions show its display name, so the handle stands here.
 *
 * @param id TikTok's id of the account
 * @param handle without {@code @}
 * @param start index of its first UTF-16 unit in the caption
 * @param end index behind its last UTF-16 unit in the caption
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Mention(
        @Nullable String id,
        @Nullable String handle,
        @Nullable Integer start,
        @Nullable Integer end) {}
