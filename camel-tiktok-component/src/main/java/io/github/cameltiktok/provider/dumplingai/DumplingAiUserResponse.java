package io.github.cameltiktok.provider.dumplingai;

import io.github.cameltiktok.provider.mapping.Handle;
import io.github.cameltiktok.provider.mapping.Id;
import io.github.cameltiktok.provider.mapping.UnixTime;
import io.github.cameltiktok.provider.mapping.Url;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Response of {@code POST /api/v1/get-tiktok-profile}.
 *
 * @param statsV2 exact counters, as text
 * @param stats rounded counters
 */
record DumplingAiUserResponse(User user, Counters.Creator stats, Counters.Creator statsV2) {

    /**
     * A creator.
     *
     * @param uniqueId handle
     * @param signature bio
     * @param createTime join time
     */
    record User(
            @Id @Nullable String id,
            @Handle @Nullable String uniqueId,
            @Nullable String nickname,
            @Url @Nullable String avatarLarger,
            @Url @Nullable String avatarMedium,
            @Url @Nullable String avatarThumb,
            @Nullable String signature,
            @UnixTime @Nullable Instant createTime,
            @Nullable Boolean verified,
            @Nullable String secUid,
            BioLink bioLink,
            @Nullable Boolean privateAccount) {}

    /** @param link link with or without a scheme */
    record BioLink(@Nullable String link) {}
}
