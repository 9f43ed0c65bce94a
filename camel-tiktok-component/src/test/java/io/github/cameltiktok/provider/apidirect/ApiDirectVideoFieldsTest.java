package io.github.cameltiktok.provider.apidirect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.provider.FieldMutation;
import io.github.cameltiktok.provider.Lookup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists the record fields that change with each field of the sample. A field without record fields is not mapped. */
final class ApiDirectVideoFieldsTest {

    private static final String FIELDS_CHANGED_WHEN_MISSING_AND_WHEN_OTHER = """
            /video/video_id              | source.inferred       | id
            /video/url                   | source.inferred       | url
            /video/title                 | caption               | caption
            /video/region                | region                | region
            /video/date                  |                       |
            /video/date_timestamp        |                       | publishedAt
            /video/duration              | durationSeconds       | durationSeconds
            /video/play_count            | stats.plays           | stats.plays
            /video/likes                 | stats.likes           | stats.likes
            /video/comments              | stats.comments        | stats.comments
            /video/shares                | stats.shares          | stats.shares
            /video/downloads             | stats.downloads       | stats.downloads
            /video/saves                 | stats.saves           | stats.saves
            /video/is_ad                 | advertisement         | advertisement
            /video/cover                 | covers                | covers
            /video/dynamic_cover         | covers                | covers
            /video/origin_cover          | covers                | covers
            /video/video_url             | media                 | media
            /video/video_url_hd          | media                 | media
            /video/video_url_watermarked | media                 | media
            /video/size                  | media                 | media
            /video/size_hd               | media                 | media
            /video/size_watermarked      | media                 | media
            /video/author                | author.handle         | author.handle
            /video/author_name           | author.name           | author.name
            /video/author_id             | author.id             | author.id
            /video/author_avatar         | author.avatars        | author.avatars
            /video/author_url            | source.inferred       | author.url
            /video/music_id              | music.id              | music.id
            /video/music_title           | music.title           | music.title
            /video/music_author          | music.author          | music.author
            /video/music_url             | music.url             | music.url
            /video/music_cover           | music.coverUrl        | music.coverUrl
            /video/music_album           |                       | music.album
            /video/music_original        | music.original        | music.original
            /video/music_duration        | music.durationSeconds | music.durationSeconds
            /video/mentioned_user_ids/0  | mentions              | mentions
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = FIELDS_CHANGED_WHEN_MISSING_AND_WHEN_OTHER)
    void missingFieldChangesOnlyItsRecordFields(String field, String whenMissing, String whenOther) {
        FieldMutation fields = Lookup.APIDIRECT_VIDEO.fields();

        assertThat(fields.changedWithout(field)).isEqualTo(FieldMutation.names(whenMissing));
        assertThat(fields.changedWithNull(field)).isEqualTo(FieldMutation.names(whenMissing));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = FIELDS_CHANGED_WHEN_MISSING_AND_WHEN_OTHER)
    void changedFieldChangesItsRecordFields(String field, String whenMissing, String whenOther) {
        assertThat(Lookup.APIDIRECT_VIDEO.fields().changedWithOther(field)).isEqualTo(FieldMutation.names(whenOther));
    }

    @Test
    void tableCoversAllFieldsOfSample() {
        assertThat(FIELDS_CHANGED_WHEN_MISSING_AND_WHEN_OTHER.lines().map(line -> line.split(" ")[0]))
                .containsAll(Lookup.APIDIRECT_VIDEO.sample().leaves());
    }
}
