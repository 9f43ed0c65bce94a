package io.github.cameltiktok.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecordsTest {

    @Test
    void groupOfUnknownValuesIsNull() {
        TikTokVideo video = new TikTokVideo(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new Author(null, null, null, null, null, null, null, List.of()),
                new VideoStats(null, null, null, null, null, null),
                new Music(null, null, null, null, null, null, null, null, null),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Permissions(null, null, null),
                Records.emptyVideo().source());
        TikTokUser user = new TikTokUser(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new UserStats(null, null, null, null, null),
                List.of(),
                new LinkedAccounts(null, null, null),
                Records.emptyUser().source());

        assertThat(video).isEqualTo(Records.emptyVideo());
        assertThat(video.author()).isNull();
        assertThat(user).isEqualTo(Records.emptyUser());
        assertThat(user.stats()).isNull();
    }

    @Test
    void listIsUnmodifiableCopy() {
        List<String> inferred = new ArrayList<>(List.of("url"));
        Source source = new Source("apidirect", null, Instant.EPOCH, inferred);
        inferred.add("id");

        assertThat(source.inferred()).containsExactly("url");
        for (List<?> list : List.of(
                source.inferred(),
                Records.fullVideo().hashtags(),
                Records.fullVideo().mentions(),
                Records.fullVideo().covers(),
                Records.fullVideo().media(),
                Records.fullVideo().author().avatars(),
                Records.fullUser().avatars())) {
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(list::clear);
        }
    }

    @Test
    void recordsOfTheSameValuesAreEqual() {
        assertThat(Records.fullVideo()).isEqualTo(Records.fullVideo()).hasSameHashCodeAs(Records.fullVideo());
        assertThat(Records.fullUser()).isEqualTo(Records.fullUser()).hasSameHashCodeAs(Records.fullUser());
    }

    @ParameterizedTest
    @CsvSource({"PUBLIC,PUBLIC", "public,PUBLIC", "PRIVATE,PRIVATE", "Private,PRIVATE", "FRIENDS,", "'',", ","})
    void visibilityIsFoundByName(String name, Visibility expected) {
        assertThat(Visibility.ofName(name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"true,PRIVATE", "false,PUBLIC", ","})
    void visibilityIsFoundByFlag(Boolean isPrivate, Visibility expected) {
        assertThat(Visibility.ofPrivate(isPrivate)).isEqualTo(expected);
    }
}
