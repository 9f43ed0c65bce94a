package io.github.cameltiktok.provider.apidirect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.provider.FieldMutation;
import io.github.cameltiktok.provider.Lookup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists the record fields that change with each field of the sample. A field without record fields is not mapped. */
final class ApiDirectUserFieldsTest {

    private static final String FIELDS_CHANGED_WHEN_MISSING_AND_WHEN_OTHER = """
            /user/username              | source.inferred          | handle
            /user/nickname              | name                     | name
            /user/user_id               | id                       | id
            /user/sec_uid               | secUid                   | secUid
            /user/bio                   | bio                      | bio
            /user/bio_link              | bioLink source.inferred  | bioLink
            /user/verified              | verified                 | verified
            /user/is_private            | visibility               | visibility
            /user/followers             | stats.followers          | stats.followers
            /user/following             | stats.following          | stats.following
            /user/likes                 | stats.likes              | stats.likes
            /user/video_count           | stats.videos             | stats.videos
            /user/videos_liked          | stats.liked              | stats.liked
            /user/avatar                | avatars                  | avatars
            /user/avatar_hd             | avatars                  | avatars
            /user/date_joined           |                          |
            /user/date_joined_timestamp |                          | joinedAt
            /user/instagram_username    | linkedAccounts.instagram | linkedAccounts.instagram
            /user/twitter_id            | linkedAccounts.twitter   | linkedAccounts.twitter
            /user/youtube_channel_id    | linkedAccounts.youtube   | linkedAccounts.youtube
            /user/youtube_channel_title |                          |
            /user/url                   | source.inferred          | url
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = FIELDS_CHANGED_WHEN_MISSING_AND_WHEN_OTHER)
    void missingFieldChangesOnlyItsRecordFields(String field, String whenMissing, String whenOther) {
        FieldMutation fields = Lookup.APIDIRECT_USER.fields();

        assertThat(fields.changedWithout(field)).isEqualTo(FieldMutation.names(whenMissing));
        assertThat(fields.changedWithNull(field)).isEqualTo(FieldMutation.names(whenMissing));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = FIELDS_CHANGED_WHEN_MISSING_AND_WHEN_OTHER)
    void changedFieldChangesItsRecordFields(String field, String whenMissing, String whenOther) {
        assertThat(Lookup.APIDIRECT_USER.fields().changedWithOther(field)).isEqualTo(FieldMutation.names(whenOther));
    }

    @Test
    void tableCoversAllFieldsOfSample() {
        assertThat(FIELDS_CHANGED_WHEN_MISSING_AND_WHEN_OTHER.lines().map(line -> line.split(" ")[0]))
                .containsAll(Lookup.APIDIRECT_USER.sample().leaves());
    }
}
