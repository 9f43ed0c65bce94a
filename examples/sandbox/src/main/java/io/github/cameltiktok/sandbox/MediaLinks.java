package io.github.cameltiktok.sandbox;

import java.time.Clock;
import java.time.Duration;

/** Media addresses in the looks of TikTok's signed ones. They lead nowhere. */
final class MediaLinks {

    private static final Duration LIFETIME = Duration.ofHours(6);

    private final Clock clock;

    MediaLinks(Clock clock) {
        this.clock = clock;
    }

    /** A signed address with the Unix second of its expiry. */
    String signed(String host, String owner, String file) {
        long expires = clock.instant().plus(LIFETIME).getEpochSecond();
        String signature = StableRandom.of("signature", owner + file).hex(32);
        return "https://%s/%s/%s?x-expires=%d&x-signature=%s".formatted(host, owner, file, expires, signature);
    }

    /** An address on Peekalink's own network, which does not expire. */
    static String rehosted(String owner, String variant) {
        StableRandom random = StableRandom.of("rehosted", owner);
        return "https://cdn.peekalink.io/%s/%d/%s_%s.jpeg"
                .formatted(random.hex(24), random.between(1_000, 9_999), random.hex(32), variant);
    }
}
