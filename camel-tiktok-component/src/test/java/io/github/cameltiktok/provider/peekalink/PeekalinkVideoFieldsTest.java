package io.github.cameltiktok.provider.peekalink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.provider.FieldMutation;
import io.github.cameltiktok.provider.Lookup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists the record fields that change with each field of the sample. A field without record fields is not mapped. */
final class PeekalinkVideoFieldsTest {

    private static final String FIELDS_CHANGED_WHEN_MISSING_AND_WHEN_OTHER = """
            /id                                       |                                  |
            /domain                                   |                                  |
            /status                                   |                                  |
            /updatedAt                                |                                  |
            /size                                     |                                  |
            /redirected                               |                                  |
            /title                                    |                                  |
            /description                              |                                  |
            /icon/url                                 |                                  |
            /icon/width                               |                                  |
            /icon/height                              |                                  |
            /icon/backgroundColor                     |                                  |
            /requestId                                | source.requestId                 | source.requestId
            /url                                      |                                  |
            /image/thumbnail/width                    | covers                           | covers
            /image/thumbnail/height                   | covers                           | covers
            /image/thumbnail/url                      | covers                           | covers
            /image/medium/width                       | covers                           | covers
            /image/medium/height                      | covers                           | covers
            /image/medium/url                         | covers                           | covers
            /image/large/width                        | covers                           | covers
            /image/large/height                       | covers                           | covers
            /image/large/url                          | covers                           | covers
            /image/original/width                     | covers                           | covers
            /image/original/height                    | covers                           | covers
            /image/original/url                       | covers                           | covers
            /tiktokVideo/id                           |                                  |
            /tiktokVideo/publishedAt                  | publishedAt source.inferred      | publishedAt
            /tiktokVideo/likesCount                   | stats.likes                      | stats.likes
            /tiktokVideo/commentsCount                | stats.comments                   | stats.comments
            /tiktokVideo/playsCount                   | stats.plays                      | stats.plays
            /tiktokVideo/sharesCount                  | stats.shares                     | stats.shares
            /tiktokVideo/text                         | caption hashtags source.inferred | caption hashtags
            /tiktokVideo/user/id                      |                                  |
            /tiktokVideo/user/username                | source.inferred                  | source.inferred
            /tiktokVideo/user/verified                | author.verified                  | author.verified
            /tiktokVideo/user/name                    | author.name                      | author.name
            /tiktokVideo/user/bio                     | author.bio                       | author.bio
            /tiktokVideo/user/visibility              | author.visibility                | author.visibility
            /tiktokVideo/user/avatar/thumbnail/width  | author.avatars                   | author.avatars
            /tiktokVideo/user/avatar/thumbnail/height | author.avatars                   | author.avatars
            /tiktokVideo/user/avatar/thumbnail/url    | author.avatars                   | author.avatars
            /tiktokVideo/user/avatar/medium/width     | author.avatars                   | author.avatars
            /tiktokVideo/user/avatar/medium/height    | author.avatars                   | author.avatars
            /tiktokVideo/user/avatar/medium/url       | author.avatars                   | author.avatars
            /tiktokVideo/user/avatar/large/width      | author.avatars                   | author.avatars
            /tiktokVideo/user/avatar/large/height     | author.avatars                   | author.avatars
            /tiktokVideo/user/avatar/large/url        | author.avatars                   | author.avatars
            /tiktokVideo/user/avatar/original/width   | author.avatars                   | author.avatars
            /tiktokVideo/user/avatar/original/height  | author.avatars                   | author.avatars
            /tiktokVideo/user/avatar/original/url     | author.avatars                   | author.avatars
            /tiktokVideo/media/0/width                |                                  |
            /tiktokVideo/media/0/height               |                                  |
            /tiktokVideo/media/0/size                 |                                  |
            /tiktokVideo/media/0/format               |                                  |
            /tiktokVideo/media/0/hasAlphaChannel      |                                  |
            /tiktokVideo/media/0/thumbnail/width      |                                  |
            /tiktokVideo/media/0/thumbnail/height     |                                  |
            /tiktokVideo/media/0/thumbnail/url        |                                  |
            /tiktokVideo/media/0/medium/width         |                                  |
            /tiktokVideo/media/0/medium/height        |                                  |
            /tiktokVideo/media/0/medium/url           |                                  |
            /tiktokVideo/media/0/large/width          |                                  |
            /tiktokVideo/media/0/large/height         |                                  |
            /tiktokVideo/media/0/large/url            |                                  |
            /tiktokVideo/media/0/original/width       |                                  |
            /tiktokVideo/media/0/original/height      |                                  |
            /tiktokVideo/media/0/original/url         |                                  |
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = FIELDS_CHANGED_WHEN_MISSING_AND_WHEN_OTHER)
    void missingFieldChangesOnlyItsRecordFields(String field, String whenMissing, String whenOther) {
        FieldMutation fields = Lookup.PEEKALINK_VIDEO.fields();

        assertThat(fields.changedWithout(field)).isEqualTo(FieldMutation.names(whenMissing));
        assertThat(fields.changedWithNull(field)).isEqualTo(FieldMutation.names(whenMissing));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = FIELDS_CHANGED_WHEN_MISSING_AND_WHEN_OTHER)
    void changedFieldChangesItsRecordFields(String field, String whenMissing, String whenOther) {
        assertThat(Lookup.PEEKALINK_VIDEO.fields().changedWithOther(field)).isEqualTo(FieldMutation.names(whenOther));
    }

    @Test
    void tableCoversAllFieldsOfSample() {
        assertThat(FIELDS_CHANGED_WHEN_MISSING_AND_WHEN_OTHER.lines().map(line -> line.split(" ")[0]))
                .containsAll(Lookup.PEEKALINK_VIDEO.sample().leavesBut("/ok", "/type"));
    }
}
