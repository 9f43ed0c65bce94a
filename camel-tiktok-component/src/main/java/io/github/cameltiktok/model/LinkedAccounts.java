package io.github.cameltiktok.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Accounts on other platforms that a creator linked.
 *
 * @param instagram Instagram user name
 * @param twitter X (Twitter) id
 * @param youtube YouTube channel id
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LinkedAccounts(
        @Nullable String instagram,
        @Nullable String twitter,
        @Nullable String youtube) {

    static final LinkedAccounts UNKNOWN = new LinkedAccounts(null, null, null);
}
