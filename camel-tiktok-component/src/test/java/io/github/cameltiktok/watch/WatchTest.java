package io.github.cameltiktok.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameltiktok.model.Source;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.model.UserStats;
import io.github.cameltiktok.model.Visibility;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WatchTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private static TikTokUser user(@Nullable Long followers, @Nullable Long likes, @Nullable String bio) {
        return new TikTokUser(
                "1",
                null,
                "some.cook",
                "Some Cook",
                bio,
                null,
                null,
                true,
                Visibility.PUBLIC,
                null,
                new UserStats(followers, 5L, likes, null, null),
                List.of(),
                null,
                new Source("apidirect", null, NOON, List.of()));
    }

    private static Watch watch(@Nullable String fields, @Nullable String minGrowth, boolean emitsAll) {
        WatchedFields watched = fields == null
                ? WatchedFields.byDefault(TikTokUser.class)
                : WatchedFields.parse(fields, TikTokUser.class);
        return new Watch(
                watched, minGrowth == null ? MinGrowth.ANY : MinGrowth.parse(minGrowth, watched.names()), emitsAll);
    }

    private static final Watch WATCH = watch(null, null, false);

    private static Snapshot snapshotOf(TikTokUser user) {
        return WATCH.compare(null, user, NOON).next();
    }

    private static Change changeIn(Watch watch, Snapshot last, TikTokUser user, Duration later) {
        return Objects.requireNonNull(
                watch.compare(last, user, NOON.plus(later)).change(), "a change");
    }

    @Test
    void firstPollIsFirstEvent() {
        Watch.Outcome outcome = WATCH.compare(null, user(100L, 7L, "hi"), NOON);

        assertThat(outcome.change()).isEqualTo(new Change(Event.FIRST, List.of(), Map.of(), Map.of(), null));
        assertThat(outcome.next().fields())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "stats.followers",
                        100L,
                        "stats.following",
                        5L,
                        "stats.likes",
                        7L,
                        "bio",
                        "hi",
                        "name",
                        "Some Cook",
                        "visibility",
                        "PUBLIC"));
    }

    @Test
    void changeHasFieldsPreviousValuesAndGrowth() {
        Change change = changeIn(WATCH, snapshotOf(user(100L, 7L, "hi")), user(160L, 7L, "ho"), Duration.ofMinutes(30));

        assertThat(change.event()).isEqualTo(Event.CHANGED);
        assertThat(change.fields()).containsExactly("bio", "stats.followers");
        assertThat(change.previous()).isEqualTo(Map.of("bio", "hi", "stats.followers", 100L));
        assertThat(change.growthPerHour())
                .isEqualTo(Map.of(
                        "stats.followers", new BigDecimal("120.00"),
                        "stats.following", new BigDecimal("0.00"),
                        "stats.likes", new BigDecimal("0.00")));
        assertThat(change.sinceLast()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void unchangedRecordIsNoChange() {
        Snapshot last = snapshotOf(user(100L, 7L, "hi"));

        Watch.Outcome outcome = WATCH.compare(last, user(100L, 7L, "hi"), NOON.plusSeconds(60));

        assertThat(outcome.change()).isNull();
        assertThat(outcome.next()).isEqualTo(last);
    }

    @Test
    void emitAllReturnsUnchangedRecordWithoutEvent() {
        Change change = changeIn(
                watch(null, null, true), snapshotOf(user(100L, 7L, "hi")), user(100L, 7L, "hi"), Duration.ofHours(1));

        assertThat(change.event()).isNull();
        assertThat(change.fields()).isEmpty();
        assertThat(change.sinceLast()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void unwatchedFieldIsIgnored() {
        assertThat(watch("name", null, false)
                        .compare(snapshotOf(user(100L, 7L, "hi")), user(999L, 9L, "ho"), NOON.plusSeconds(60))
                        .change())
                .isNull();
    }

    @Test
    void missingFieldKeepsLastValue() {
        Snapshot last = snapshotOf(user(100L, 7L, "hi"));
        Watch.Outcome lessKnown = WATCH.compare(last, user(null, 7L, null), NOON.plusSeconds(60));

        assertThat(lessKnown.change()).isNull();
        assertThat(lessKnown.next()).isEqualTo(last);
        assertThat(changeIn(WATCH, lessKnown.next(), user(101L, 7L, "hi"), Duration.ofMinutes(2))
                        .fields())
                .containsExactly("stats.followers");
    }

    @Test
    void fieldKnownForFirstTimeIsNoChange() {
        Snapshot last = snapshotOf(user(null, 7L, "hi"));
        Watch.Outcome known = WATCH.compare(last, user(100L, 7L, "hi"), NOON.plusSeconds(60));

        assertThat(known.change()).isNull();
        assertThat(known.next().at()).as("time of the last event").isEqualTo(NOON);
        assertThat(changeIn(WATCH, known.next(), user(101L, 7L, "hi"), Duration.ofMinutes(2))
                        .fields())
                .containsExactly("stats.followers");
    }

    @Test
    void disappearanceAndReappearanceAreOneEventEach() {
        Snapshot seen = snapshotOf(user(100L, 7L, "hi"));
        Watch.Outcome gone = WATCH.compare(seen, null, NOON.plusSeconds(60));
        Watch.Outcome stillGone = WATCH.compare(gone.next(), null, NOON.plusSeconds(120));
        Watch.Outcome back = WATCH.compare(stillGone.next(), user(150L, 7L, "hi"), NOON.plusSeconds(180));

        assertThat(gone.change()).isNotNull().satisfies(change -> {
            assertThat(change.event()).isEqualTo(Event.DISAPPEARED);
            assertThat(change.previous()).containsEntry("stats.followers", 100L);
        });
        assertThat(stillGone.change()).isNull();
        assertThat(back.change()).isNotNull().satisfies(change -> {
            assertThat(change.event()).isEqualTo(Event.REAPPEARED);
            assertThat(change.fields()).containsExactly("stats.followers");
        });
    }

    @Test
    void subjectNotFoundAtFirstIsFirstLater() {
        Watch.Outcome never = WATCH.compare(null, null, NOON);
        Watch.Outcome first = WATCH.compare(never.next(), user(1L, 1L, null), NOON.plusSeconds(60));

        assertThat(never.change()).isNull();
        assertThat(first.change()).isNotNull().extracting(Change::event).isEqualTo(Event.FIRST);
    }

    @ParameterizedTest(name = "{0}: {1} to {2} changes: {3}")
    @CsvSource({
        "1000, 100000, 100999, false",
        "1000, 100000, 101000, true",
        "1000, 100000, 99000, true",
        "5%, 100000, 104999, false",
        "5percent, 100000, 105000, true",
        "0.5%, 1000, 1005, true",
        "'stats.followers:1000,5', 100000, 100500, false",
        "'stats.likes:1000', 100000, 100001, true",
        "1%, 0, 1, true",
    })
    void counterMustReachMinimumGrowth(String rules, long before, long now, boolean changes) {
        Watch watch = watch(null, rules, false);

        assertThat(watch.compare(snapshotOf(user(before, 7L, "hi")), user(now, 7L, "hi"), NOON.plusSeconds(60))
                                .change()
                        != null)
                .isEqualTo(changes);
    }

    @Test
    void smallChangesAccumulate() {
        Watch watch = watch(null, "10", false);
        Snapshot last = snapshotOf(user(100L, 7L, "hi"));
        for (long followers = 103; followers < 110; followers += 3) {
            Watch.Outcome small = watch.compare(last, user(followers, 7L, "hi"), NOON.plusSeconds(followers));
            assertThat(small.change()).isNull();
            last = small.next();
        }

        assertThat(changeIn(watch, last, user(112L, 7L, "hi"), Duration.ofHours(1))
                        .previous())
                .containsEntry("stats.followers", 100L);
    }

    @Test
    void clockSetBackReportsNoGrowth() {
        Snapshot last = snapshotOf(user(100L, 7L, "hi"));

        Change changed = changeIn(WATCH, last, user(160L, 7L, "hi"), Duration.ofMinutes(-5));
        Change gone = WATCH.compare(last, null, NOON.minusSeconds(300)).change();

        assertThat(changed.growthPerHour()).isEmpty();
        assertThat(changed.sinceLast()).isZero();
        assertThat(gone).isNotNull().extracting(Change::sinceLast).isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plays", "stats.", "stats,plays", "source", "avatars", "stats.plays.x", "name,,bio"})
    void unknownFieldIsRejectedWithKnownFields(String fields) {
        assertThatThrownBy(() -> WatchedFields.parse(fields, TikTokUser.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("watch must name fields out of [bio, bioLink, ")
                .hasMessageContaining("stats.followers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "-5", "5%%", "stats.followers", "stats.followers:", "5,", "1e9"})
    void malformedMinGrowthIsRejected(String rules) {
        assertThatThrownBy(() -> MinGrowth.parse(
                        rules, WatchedFields.byDefault(TikTokUser.class).names()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("minGrowth must be numbers or percentages");
    }

    @Test
    void minGrowthOfUnwatchedFieldIsRejected() {
        assertThatThrownBy(() -> MinGrowth.parse(
                        "stats.plays:5",
                        WatchedFields.byDefault(TikTokUser.class).names()))
                .hasMessageStartingWith("minGrowth must name fields that are watched")
                .hasMessageEndingWith("but names 'stats.plays'");
    }

    @Test
    void videosHaveOwnDefaultFields() {
        assertThat(WatchedFields.byDefault(TikTokVideo.class).names())
                .containsExactly(
                        "caption",
                        "stats.comments",
                        "stats.downloads",
                        "stats.likes",
                        "stats.plays",
                        "stats.saves",
                        "stats.shares");
    }

    @Test
    void snapshotTextIsAsciiAndParsesBack() {
        Snapshot snapshot = snapshotOf(user(Long.MAX_VALUE, 0L, "new\nevery = week 🧁"));

        assertThat(snapshot.text()).matches("\\p{ASCII}+").doesNotContain("\n");
        assertThat(Snapshot.parse(snapshot.text())).isEqualTo(snapshot);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "7", "{}", "{\"at\":\"now\",\"visible\":true,\"fields\":{}}", "null"})
    void malformedSnapshotIsNull(String text) {
        assertThat(Snapshot.parse(text)).isNull();
    }
}
