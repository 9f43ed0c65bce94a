package io.github.cameltiktok.sandbox;

import java.time.Clock;
import java.time.Duration;

/** Creates media URLs in the format of TikTok's signed ones. The files do not exist. */
final class MediaLinks {

    private static final Duration LIFETIME = Duration.ofHours(6);

    private final Clock clock;

    MediaLinks(Clock clock) {
        this.clock = clock;
    }

    /** Returns a signed URL with its expiry as a Unix time in seconds. */
    String signed(String host, String owner, String file) {
        long expires = clock.instant().plus(LIFETIME).getEpochSecond();
        String signature = StableRandom.of("signature", owner + file).hex(32);
        return "https://%s/%s/%s?x-expires=%d&x-signature=%s".formatted(host, owner, file, expires, signature);
    }

    /** Returns a URL on Peekalink's own network, which does not expire. */
    static String rehosted(String owner, String variant) {
        StableRandom random = StableRandom.of("rehosted", owner);
        return "https://cdn.peekalink.io/%s/%d/%s_%s.jpeg"
                .formatted(random.hex(24), random.between(1_000, 9_999), random.hex(32), variant);
    }
}
