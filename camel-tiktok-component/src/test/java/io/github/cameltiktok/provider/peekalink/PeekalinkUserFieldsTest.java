package io.github.cameltiktok.provider.peekalink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.provider.FieldMutation;
import io.github.cameltiktok.provider.Lookup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists the record fields that change with each field of the sample. A field without record fields is not mapped. */
final class PeekalinkUserFieldsTest {

    private static final String FIELDS_CHANGED_WHEN_MISSING_AND_WHEN_OTHER = """
            /id                                 |                  |
            /domain                             |                  |
            /status                             |                  |
            /updatedAt                          |                  |
            /size                               |                  |
            /redirected                         |                  |
            /title                              |                  |
            /description                        |                  |
            /icon/url                           |                  |
            /icon/width                         |                  |
            /icon/height                        |                  |
            /icon/backgroundColor               |                  |
            /requestId                          | source.requestId | source.requestId
            /url | handle url source.inferred | handle url
            /image/thumbnail/width              |                  |
            /image/thumbnail/height             |                  |
            /image/thumbnail/url                |                  |
            /image/medium/width                 |                  |
            /image/medium/height                |                  |
            /image/medium/url                   |                  |
            /image/large/width                  |                  |
            /image/large/height                 |                  |
            /image/large/url                    |                  |
            /image/original/width               |                  |
            /image/original/height              |                  |
            /image/original/url                 |                  |
            /tiktokUser/id                      |                  |
            /tiktokUser/username                |                  |
            /tiktokUser/verified                | verified         | verified
            /tiktokUser/name                    | name             | name
            /tiktokUser/bio                     | bio              | bio
            /tiktokUser/url                     | bioLink          | bioLink
            /tiktokUser/followersCount          | stats.followers  | stats.followers
            /tiktokUser/followingCount          | stats.following  | stats.following
            /tiktokUser/likesCount              | stats.likes      | stats.likes
            /tiktokUser/visibility              | visibility       | visibility
            /tiktokUser/avatar/thumbnail/width  | avatars          | avatars
            /tiktokUser/avatar/thumbnail/height | avatars          | avatars
            /tiktokUser/avatar/thumbnail/url    | avatars          | avatars
            /tiktokUser/avatar/medium/width     | avatars          | avatars
            /tiktokUser/avatar/medium/height    | avatars          | avatars
            /tiktokUser/avatar/medium/url       | avatars          | avatars
            /tiktokUser/avatar/large/width      | avatars          | avatars
            /tiktokUser/avatar/large/height     | avatars          | avatars
            /tiktokUser/avatar/large/url        | avatars          | avatars
            /tiktokUser/avatar/original/width   | avatars          | avatars
            /tiktokUser/avatar/original/height  | avatars          | avatars
            /tiktokUser/avatar/original/url     | avatars          | avatars
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = FIELDS_CHANGED_WHEN_MISSING_AND_WHEN_OTHER)
    void missingFieldChangesOnlyItsRecordFields(String field, String whenMissing, String whenOther) {
        FieldMutation fields = Lookup.PEEKALINK_USER.fields();

        assertThat(fields.changedWithout(field)).isEqualTo(FieldMutation.names(whenMissing));
        assertThat(fields.changedWithNull(field)).isEqualTo(FieldMutation.names(whenMissing));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = FIELDS_CHANGED_WHEN_MISSING_AND_WHEN_OTHER)
    void changedFieldChangesItsRecordFields(String field, String whenMissing, String whenOther) {
        assertThat(Lookup.PEEKALINK_USER.fields().changedWithOther(field)).isEqualTo(FieldMutation.names(whenOther));
    }

    @Test
    void tableCoversAllFieldsOfSample() {
        assertThat(FIELDS_CHANGED_WHEN_MISSING_AND_WHEN_OTHER.lines().map(line -> line.split(" ")[0]))
                .containsAll(Lookup.PEEKALINK_USER.sample().leavesBut("/ok", "/type"));
    }
}
