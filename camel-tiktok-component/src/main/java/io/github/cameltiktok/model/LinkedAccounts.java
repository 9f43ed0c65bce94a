package io.github.cameltiktok.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Accounts elsewhere that a creator has linked.
 *
 * @param instagram user name on Instagram
 * @param twitter id on X (Twitter)
 * @param youtube channel id on YouTube
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LinkedAccounts(
        @Nullable String instagram,
        @Nullable String twitter,
        @Nullable String youtube) {

    static final LinkedAccounts UNKNOWN = new LinkedAccounts(null, null, null);
}
