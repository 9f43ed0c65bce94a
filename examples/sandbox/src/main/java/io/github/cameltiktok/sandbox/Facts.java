package io.github.cameltiktok.sandbox;

import io.github.cameltiktok.sandbox.VideoFacts.Counters;
import io.github.cameltiktok.sandbox.VideoFacts.Music;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes up posts and accounts: always the same for the same id or handle, whichever provider asks. Thread-safe. */
final class Facts {

    private static final Pattern HANDLE = Pattern.compile("[A-Za-z0-9_.]{2,24}");
    // A number this long in place of a handle is a user id.
    private static final Pattern USER_ID = Pattern.compile("\\d{10,}");
    private static final Instant FIRST_TRUSTED_ID_TIME = Instant.parse("2016-01-01T00:00:00Z");
    private static final long OVERFLOWN = -1_294_967_296L;
    private static final int PICTURES_OF_THE_TRAP = 3;
    private static final String SAMPLE_HANDLE = "khaby.lame";

    private final Clock clock;
    private final boolean growing;

    /** @param growing whether all counters grow with the clock */
    Facts(Clock clock, boolean growing) {
        this.clock = clock;
        this.growing = growing;
    }

    static boolean isHandle(String text) {
        return HANDLE.matcher(text).matches() && !USER_ID.matcher(text).matches();
    }

    /**
     * The post with this id.
     *
     * @param handle the handle in the link asked for, or null; becomes the author if it can be one
     */
    VideoFacts video(String id, @Nullable String handle) {
        MagicSubject magic = MagicSubject.ofVideo(id);
        Seed seed = Seed.of("video", id);
        CreatorFacts author = author(id, handle, magic);
        int pictures = pictures(id, magic);
        int duration = pictures > 0 ? 0 : seed.between(5, 180);
        return new VideoFacts(
                id,
                author.handle(),
                magic == MagicSubject.MISSING_AUTHOR ? null : author,
                Captions.of(id, this),
                publishedAt(id),
                duration,
                pictures,
                seed.pick(Words.REGIONS),
                seed.percent(8),
                seed.percent(80),
                magic == MagicSubject.AGE_GATED,
                counters(id, magic),
                music(id, author, magic == MagicSubject.WITHDRAWN_SOUND));
    }

    /** The account with this handle, which is compared without case. */
    CreatorFacts creator(String handle) {
        String lowerCase = handle.toLowerCase(Locale.ROOT);
        MagicSubject magic = MagicSubject.ofHandle(lowerCase);
        Seed seed = Seed.of("creator", lowerCase);
        Instant joinedAt = Instant.ofEpochSecond(seed.between(1_483_228_800L, 1_719_792_000L));
        String firstName = seed.pick(Words.FIRST_NAMES);
        String calling = seed.pick(Words.CALLINGS);
        long followers =
                seed.magnitude(2, 8) + (growing ? Growth.ofCreator(lowerCase).gained(clock.instant()) : 0);
        long following = seed.between(0, 5_000);
        long likes = followers * seed.between(3, 60);
        long videos = seed.between(1, 3_000);
        long liked = seed.between(0, 20_000);
        boolean verified = seed.percent(25);
        String bioLink = seed.percent(50) ? "linktr.ee/" + lowerCase : "";
        boolean linked = seed.percent(40);
        if (magic == MagicSubject.NEGATIVE_COUNTERS) {
            likes = OVERFLOWN;
        }
        if (magic == MagicSubject.GROWING) {
            followers = 1_000_000 + grown();
            likes = 20_000_000 + 7 * grown();
        }
        CreatorFacts creator = new CreatorFacts(
                Long.toString((joinedAt.getEpochSecond() << 32) + seed.between(0, Integer.MAX_VALUE)),
                "MS4wLjABAAAA" + seed.alphanumeric(43),
                lowerCase,
                firstName + " " + calling + " " + seed.pick(Words.EMOJI),
                firstName + " " + calling + ".\nNew every week " + seed.pick(Words.EMOJI),
                bioLink,
                verified,
                magic == MagicSubject.PRIVATE,
                joinedAt,
                followers,
                following,
                likes,
                videos,
                liked,
                linked ? lowerCase : "",
                linked ? "UC" + seed.alphanumeric(22) : "",
                linked ? firstName + " " + calling : "");
        return lowerCase.equals(SAMPLE_HANDLE) ? creator.asOnTheSample() : creator;
    }

    /** The account with this id, under a made-up handle. */
    CreatorFacts creatorWithId(String id) {
        return creator(Words.handle(Seed.of("handle", id))).withId(id);
    }

    private CreatorFacts author(String videoId, @Nullable String handle, @Nullable MagicSubject magic) {
        if (magic == MagicSubject.PRIVATE) {
            return creator("private.user");
        }
        return creator(handle != null && isHandle(handle) ? handle : Words.handle(Seed.of("author", videoId)));
    }

    private Counters counters(String id, @Nullable MagicSubject magic) {
        Seed seed = Seed.of("counters", id);
        long plays = magic == MagicSubject.GROWING
                ? 5_000_000 + 40 * grown()
                : seed.magnitude(3, 9.7) + (growing ? Growth.ofVideo(id).gained(clock.instant()) : 0);
        long likes = magic == MagicSubject.GROWING ? 400_000 + 3 * grown() : seed.share(plays, 20, 160);
        // Comments switched off are common beside millions of plays.
        long comments = seed.percent(5) ? 0 : seed.share(likes, 2, 40);
        Counters counters = new Counters(
                plays,
                likes,
                comments,
                seed.share(likes, 5, 120),
                seed.share(likes, 10, 150),
                seed.share(likes, 0, 30));
        return magic == MagicSubject.NEGATIVE_COUNTERS
                ? new Counters(OVERFLOWN, likes, counters.comments(), -1, counters.saves(), counters.downloads())
                : counters;
    }

    private static Music music(String id, CreatorFacts author, boolean withdrawn) {
        Seed seed = Seed.of("music", id);
        String musicId = Long.toString(seed.between(6_500_000_000_000_000_000L, 7_600_000_000_000_000_000L));
        int duration = seed.between(8, 200);
        if (withdrawn) {
            return new Music(musicId, "", "", "", false, 0, true);
        }
        if (seed.percent(60)) {
            return new Music(musicId, "original sound - " + author.handle(), author.name(), "", true, duration, false);
        }
        String song = seed.pick(Words.SONGS);
        return new Music(musicId, song, seed.pick(Words.BANDS), seed.percent(50) ? song : "", false, duration, false);
    }

    private static int pictures(String id, @Nullable MagicSubject magic) {
        if (magic != null) {
            return magic == MagicSubject.PHOTO_POST ? PICTURES_OF_THE_TRAP : 0;
        }
        Seed seed = Seed.of("kind", id);
        return seed.percent(10) ? seed.between(1, 6) : 0;
    }

    /** Some seconds after the upload began, which the id's upper 32 bits tell; made up where they tell nonsense. */
    private Instant publishedAt(String id) {
        Seed seed = Seed.of("published", id);
        BigInteger seconds = new BigInteger(id).shiftRight(32);
        boolean trusted = seconds.compareTo(BigInteger.valueOf(FIRST_TRUSTED_ID_TIME.getEpochSecond())) >= 0
                && seconds.compareTo(BigInteger.valueOf(clock.instant().getEpochSecond())) <= 0;
        long upload = trusted
                ? seconds.longValueExact()
                : seed.between(
                        FIRST_TRUSTED_ID_TIME.getEpochSecond(),
                        FIRST_TRUSTED_ID_TIME.plus(Duration.ofDays(3_650)).getEpochSecond());
        return Instant.ofEpochSecond(upload + seed.between(2, 30));
    }

    private long grown() {
        return Math.max(0, Duration.between(Growth.SINCE, clock.instant()).toSeconds());
    }
}
