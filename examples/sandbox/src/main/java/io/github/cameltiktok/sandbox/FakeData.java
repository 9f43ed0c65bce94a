package io.github.cameltiktok.sandbox;

import io.github.cameltiktok.sandbox.FakeVideo.Counters;
import io.github.cameltiktok.sandbox.FakeVideo.Music;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Creates posts and creators, always the same for an id or handle at every provider. Thread-safe. */
final class FakeData {

    private static final Pattern HANDLE = Pattern.compile("[A-Za-z0-9_.]{2,24}");
    // A number of ten or more digits is a user id.
    private static final Pattern USER_ID = Pattern.compile("\\d{10,}");
    private static final Instant FIRST_TRUSTED_ID_TIME = Instant.parse("2016-01-01T00:00:00Z");
    private static final long OVERFLOWED = -1_294_967_296L;
    private static final int SPECIAL_PICTURES = 3;
    private static final String SAMPLE_HANDLE = "khaby.lame";

    private final Clock clock;
    private final boolean growing;

    /** @param growing whether all counters grow with the clock */
    FakeData(Clock clock, boolean growing) {
        this.clock = clock;
        this.growing = growing;
    }

    static boolean isHandle(String text) {
        return HANDLE.matcher(text).matches() && !USER_ID.matcher(text).matches();
    }

    /**
     * Returns the post with this id.
     *
     * @param handle the handle in the requested link, or null; a valid one becomes the author
     */
    FakeVideo video(String id, @Nullable String handle) {
        SpecialSubject special = SpecialSubject.ofVideo(id);
        StableRandom random = StableRandom.of("video", id);
        FakeCreator author = author(id, handle, special);
        int pictures = pictures(id, special);
        int duration = pictures > 0 ? 0 : random.between(5, 180);
        return new FakeVideo(
                id,
                author.handle(),
                special == SpecialSubject.MISSING_AUTHOR ? null : author,
                Captions.of(id, this),
                publishedAt(id),
                duration,
                pictures,
                random.pick(Vocabulary.REGIONS),
                random.percent(8),
                random.percent(80),
                special == SpecialSubject.AGE_GATED,
                counters(id, special),
                music(id, author, special == SpecialSubject.WITHDRAWN_SOUND));
    }

    /** Returns the creator with this handle; case-insensitive. */
    FakeCreator creator(String handle) {
        String lowerCase = handle.toLowerCase(Locale.ROOT);
        SpecialSubject special = SpecialSubject.ofHandle(lowerCase);
        StableRandom random = StableRandom.of("creator", lowerCase);
        Instant joinedAt = Instant.ofEpochSecond(random.between(1_483_228_800L, 1_719_792_000L));
        String firstName = random.pick(Vocabulary.FIRST_NAMES);
        String occupation = random.pick(Vocabulary.OCCUPATIONS);
        long followers =
                random.magnitude(2, 8) + (growing ? Growth.ofCreator(lowerCase).gained(clock.instant()) : 0);
        long following = random.between(0, 5_000);
        long likes = followers * random.between(3, 60);
        long videos = random.between(1, 3_000);
        long liked = random.between(0, 20_000);
        boolean verified = random.percent(25);
        String bioLink = random.percent(50) ? "linktr.ee/" + lowerCase : "";
        boolean linked = random.percent(40);
        if (special == SpecialSubject.NEGATIVE_COUNTERS) {
            likes = OVERFLOWED;
        }
        if (special == SpecialSubject.GROWING) {
            followers = 1_000_000 + grown();
            likes = 20_000_000 + 7 * grown();
        }
        FakeCreator creator = new FakeCreator(
                Long.toString((joinedAt.getEpochSecond() << 32) + random.between(0, Integer.MAX_VALUE)),
                "MS4wLjABAAAA" + random.alphanumeric(43),
                lowerCase,
                firstName + " " + occupation + " " + random.pick(Vocabulary.EMOJI),
                firstName + " " + occupation + ".\nNew every week " + random.pick(Vocabulary.EMOJI),
                bioLink,
                verified,
                special == SpecialSubject.PRIVATE,
                joinedAt,
                followers,
                following,
                likes,
                videos,
                liked,
                linked ? lowerCase : "",
                linked ? "UC" + random.alphanumeric(22) : "",
                linked ? firstName + " " + occupation : "");
        return lowerCase.equals(SAMPLE_HANDLE) ? creator.withSampleValues() : creator;
    }

    /** Returns the creator with this id and a fake handle. */
    FakeCreator creatorWithId(String id) {
        return creator(Vocabulary.handle(StableRandom.of("handle", id))).withId(id);
    }

    private FakeCreator author(String videoId, @Nullable String handle, @Nullable SpecialSubject special) {
        if (special == SpecialSubject.PRIVATE) {
            return creator("private.user");
        }
        return creator(
                handle != null && isHandle(handle) ? handle : Vocabulary.handle(StableRandom.of("author", videoId)));
    }

    private Counters counters(String id, @Nullable SpecialSubject special) {
        StableRandom random = StableRandom.of("counters", id);
        long plays = special == SpecialSubject.GROWING
                ? 5_000_000 + 40 * grown()
                : random.magnitude(3, 9.7) + (growing ? Growth.ofVideo(id).gained(clock.instant()) : 0);
        long likes = special == SpecialSubject.GROWING ? 400_000 + 3 * grown() : random.share(plays, 20, 160);
        // Posts with millions of plays often have comments switched off.
        long comments = random.percent(5) ? 0 : random.share(likes, 2, 40);
        Counters counters = new Counters(
                plays,
                likes,
                comments,
                random.share(likes, 5, 120),
                random.share(likes, 10, 150),
                random.share(likes, 0, 30));
        return special == SpecialSubject.NEGATIVE_COUNTERS
                ? new Counters(OVERFLOWED, likes, counters.comments(), -1, counters.saves(), counters.downloads())
                : counters;
    }

    private static Music music(String id, FakeCreator author, boolean withdrawn) {
        StableRandom random = StableRandom.of("music", id);
        String musicId = Long.toString(random.between(6_500_000_000_000_000_000L, 7_600_000_000_000_000_000L));
        int duration = random.between(8, 200);
        if (withdrawn) {
            return new Music(musicId, "", "", "", false, 0, true);
        }
        if (random.percent(60)) {
            return new Music(musicId, "original sound - " + author.handle(), author.name(), "", true, duration, false);
        }
        String song = random.pick(Vocabulary.SONGS);
        return new Music(
                musicId, song, random.pick(Vocabulary.BANDS), random.percent(50) ? song : "", false, duration, false);
    }

    private static int pictures(String id, @Nullable SpecialSubject special) {
        if (special != null) {
            return special == SpecialSubject.PHOTO_POST ? SPECIAL_PICTURES : 0;
        }
        StableRandom random = StableRandom.of("kind", id);
        return random.percent(10) ? random.between(1, 6) : 0;
    }

    /** Returns the id's upload time (upper 32 bits) plus 2 to 30 s. A fake time replaces an implausible one. */
    private Instant publishedAt(String id) {
        StableRandom random = StableRandom.of("published", id);
        BigInteger seconds = new BigInteger(id).shiftRight(32);
        boolean trusted = seconds.compareTo(BigInteger.valueOf(FIRST_TRUSTED_ID_TIME.getEpochSecond())) >= 0
                && seconds.compareTo(BigInteger.valueOf(clock.instant().getEpochSecond())) <= 0;
        long upload = trusted
                ? seconds.longValueExact()
                : random.between(
                        FIRST_TRUSTED_ID_TIME.getEpochSecond(),
                        FIRST_TRUSTED_ID_TIME.plus(Duration.ofDays(3_650)).getEpochSecond());
        return Instant.ofEpochSecond(upload + random.between(2, 30));
    }

    private long grown() {
        return Math.max(0, Duration.between(Growth.SINCE, clock.instant()).toSeconds());
    }
}
