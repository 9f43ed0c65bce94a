package io.github.cameltiktok.provider.dumplingai;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.provider.FieldMutation;
import io.github.cameltiktok.provider.Lookup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists the record fields that change with each field of the sample. A field without record fields is not mapped. */
final class DumplingAiVideoFieldsTest {

    private static final String FIELDS_CHANGED_WHEN_MISSING_AND_WHEN_OTHER = """
            /id                      | source.inferred                              | id url
            /desc                    | caption                                      | caption
            /createTime              |                                              | publishedAt
            /createTimeISO           |                                              |
            /video/id                |                                              |
            /video/height            | media                                        | media
            /video/width             | media                                        | media
            /video/duration          | durationSeconds                              | durationSeconds
            /video/ratio             |                                              |
            /video/cover             | covers                                       | covers
            /video/downloadAddr      | media                                        | media
            /video/playAddr          | media                                        | media
            /video/format            | media                                        | media
            /video/bitrate           | media                                        | media
            /author/id               | author.id                                    | author.id
            /author/uniqueId         | author.handle author.url url source.inferred | author.handle author.url url
            /author/nickname         | author.name                                  | author.name
            /author/avatarThumb      | author.avatars                               | author.avatars
            /author/signature        | author.bio                                   | author.bio
            /author/verified         | author.verified                              | author.verified
            /author/privateAccount   | author.visibility                            | author.visibility
            /music/id                | music.id                                     | music.id
            /music/title             | music.title                                  | music.title
            /music/playUrl           | music.url                                    | music.url
            /music/authorName        | music.author                                 | music.author
            /music/original          | music.original                               | music.original
            /music/duration          | music.durationSeconds                        | music.durationSeconds
            /challenges/0/id         | hashtags                                     | hashtags
            /challenges/0/title      | hashtags                                     | hashtags
            /challenges/0/desc       | hashtags                                     | hashtags
            /challenges/0/coverThumb | hashtags                                     | hashtags
            /stats/diggCount         | stats.likes                                  | stats.likes
            /stats/shareCount        | stats.shares                                 | stats.shares
            /stats/commentCount      | stats.comments                               | stats.comments
            /stats/playCount         | stats.plays                                  | stats.plays
            /stats/collectCount      | stats.saves                                  | stats.saves
            /textExtra/0/hashtagName | hashtags                                     | hashtags
            /textExtra/0/hashtagId   | hashtags                                     | hashtags
            /textExtra/0/start       | hashtags                                     | hashtags
            /textExtra/0/end         | hashtags                                     | hashtags
            /duetEnabled             | permissions.duet                             | permissions.duet
            /stitchEnabled           | permissions.stitch                           | permissions.stitch
            /shareEnabled            | permissions.share                            | permissions.share
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = FIELDS_CHANGED_WHEN_MISSING_AND_WHEN_OTHER)
    void missingFieldChangesOnlyItsRecordFields(String field, String whenMissing, String whenOther) {
        FieldMutation fields = Lookup.DUMPLINGAI_VIDEO.fields();

        assertThat(fields.changedWithout(field)).isEqualTo(FieldMutation.names(whenMissing));
        assertThat(fields.changedWithNull(field)).isEqualTo(FieldMutation.names(whenMissing));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = FIELDS_CHANGED_WHEN_MISSING_AND_WHEN_OTHER)
    void changedFieldChangesItsRecordFields(String field, String whenMissing, String whenOther) {
        assertThat(Lookup.DUMPLINGAI_VIDEO.fields().changedWithOther(field)).isEqualTo(FieldMutation.names(whenOther));
    }

    @Test
    void tableCoversAllFieldsOfSample() {
        assertThat(FIELDS_CHANGED_WHEN_MISSING_AND_WHEN_OTHER.lines().map(line -> line.split(" ")[0]))
                .containsAll(Lookup.DUMPLINGAI_VIDEO.sample().leaves());
    }
}
