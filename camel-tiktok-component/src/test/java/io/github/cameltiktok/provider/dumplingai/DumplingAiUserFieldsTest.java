package io.github.cameltiktok.provider.dumplingai;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.provider.FieldMutation;
import io.github.cameltiktok.provider.Lookup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists the record fields that change with each field of the sample. A field without record fields is not mapped. */
final class DumplingAiUserFieldsTest {

    private static final String FIELDS_CHANGED_WHEN_MISSING_AND_WHEN_OTHER = """
            /user/id                            | id              | id
            /user/shortId                       |                 |
            /user/uniqueId                      | source.inferred | handle url
            /user/nickname                      | name            | name
            /user/avatarLarger                  | avatars         | avatars
            /user/avatarMedium                  | avatars         | avatars
            /user/avatarThumb                   | avatars         | avatars
            /user/signature                     | bio             | bio
            /user/createTime                    | joinedAt        | joinedAt
            /user/verified                      | verified        | verified
            /user/secUid                        | secUid          | secUid
            /user/bioLink/link                  | bioLink         | bioLink
            /user/bioLink/risk                  |                 |
            /user/privateAccount                | visibility      | visibility
            /user/commerceUserInfo/commerceUser |                 |
            /stats/followerCount                | stats.followers | stats.followers
            /stats/followingCount               | stats.following | stats.following
            /stats/heartCount                   | stats.likes     | stats.likes
            /stats/videoCount                   | stats.videos    | stats.videos
            /stats/diggCount                    | stats.liked     | stats.liked
            /stats/friendCount                  |                 |
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = FIELDS_CHANGED_WHEN_MISSING_AND_WHEN_OTHER)
    void missingFieldChangesOnlyItsRecordFields(String field, String whenMissing, String whenOther) {
        FieldMutation fields = Lookup.DUMPLINGAI_USER.fields();

        assertThat(fields.changedWithout(field)).isEqualTo(FieldMutation.names(whenMissing));
        assertThat(fields.changedWithNull(field)).isEqualTo(FieldMutation.names(whenMissing));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = FIELDS_CHANGED_WHEN_MISSING_AND_WHEN_OTHER)
    void changedFieldChangesItsRecordFields(String field, String whenMissing, String whenOther) {
        assertThat(Lookup.DUMPLINGAI_USER.fields().changedWithOther(field)).isEqualTo(FieldMutation.names(whenOther));
    }

    @Test
    void tableCoversAllFieldsOfSample() {
        assertThat(FIELDS_CHANGED_WHEN_MISSING_AND_WHEN_OTHER.lines().map(line -> line.split(" ")[0]))
                .containsAll(Lookup.DUMPLINGAI_USER.sample().leaves());
    }
}
