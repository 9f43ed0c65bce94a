package io.github.cameltiktok.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.model.Schemas;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A single known field is sufficient for a record. Without any, the result is a failure, not an empty record. */
final class EmptyRecordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    APIDIRECT_VIDEO  | {"video": {"video_id": "7"}}
                    APIDIRECT_VIDEO  | {"video": {"title": "t"}}
                    APIDIRECT_VIDEO  | {"video": {"region": "US"}}
                    APIDIRECT_VIDEO  | {"video": {"date_timestamp": 1750093630}}
                    APIDIRECT_VIDEO  | {"video": {"duration": 5}}
                    APIDIRECT_VIDEO  | {"video": {"is_ad": false}}
                    APIDIRECT_VIDEO  | {"video": {"saves": 0}}
                    APIDIRECT_VIDEO  | {"video": {"author_id": "1"}}
                    APIDIRECT_VIDEO  | {"video": {"music_title": "m"}}
                    APIDIRECT_VIDEO  | {"video": {"mentioned_user_ids": ["1"]}}
                    APIDIRECT_VIDEO  | {"video": {"origin_cover": "https://example.com/c"}}
                    APIDIRECT_VIDEO  | {"video": {"video_url_hd": "https://example.com/v"}}
                    APIDIRECT_USER   | {"user": {"username": "a"}}
                    APIDIRECT_USER   | {"user": {"user_id": "1"}}
                    APIDIRECT_USER   | {"user": {"sec_uid": "s"}}
                    APIDIRECT_USER   | {"user": {"nickname": "n"}}
                    APIDIRECT_USER   | {"user": {"bio": "b"}}
                    APIDIRECT_USER   | {"user": {"bio_link": "example.com"}}
                    APIDIRECT_USER   | {"user": {"verified": false}}
                    APIDIRECT_USER   | {"user": {"is_private": true}}
                    APIDIRECT_USER   | {"user": {"date_joined_timestamp": 1424988761}}
                    APIDIRECT_USER   | {"user": {"videos_liked": 0}}
                    APIDIRECT_USER   | {"user": {"avatar": "https://example.com/a"}}
                    APIDIRECT_USER   | {"user": {"instagram_username": "i"}}
                    DUMPLINGAI_VIDEO | {"challenges": [{"title": "h"}]}
                    DUMPLINGAI_VIDEO | {"duetEnabled": false}
                    DUMPLINGAI_VIDEO | {"author": "text"}
                    DUMPLINGAI_VIDEO | {"statsV2": {"playCount": "0"}}
                    DUMPLINGAI_VIDEO | {"imagePost": {"images": [{"imageURL": {"urlList": ["https://example.com/1"]}}]}}
                    DUMPLINGAI_USER  | {"user": {"uniqueId": "a"}}
                    DUMPLINGAI_USER  | {"stats": {"heart": 0}}
                    PEEKALINK_VIDEO  | {"ok": true, "type": "TIKTOK_VIDEO", "tiktokVideo": {"sharesCount": 0}}
                    PEEKALINK_USER   | {"ok": true, "type": "TIKTOK_USER", "tiktokUser": {"visibility": "PRIVATE"}}
                    """)
    void singleKnownFieldIsRecord(Lookup lookup, String body) {
        assertThat(Schemas.errors(lookup.read(Responses.ok(body)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    APIDIRECT_VIDEO  | {"video": {"url": "https://www.tiktok.com/@a/video/7"}}
                    APIDIRECT_VIDEO  | {"video": {"video_id": "none", "title": ""}}
                    APIDIRECT_VIDEO  | {"video": {"duration": 0, "video_url": ""}}
                    APIDIRECT_USER   | {"user": {"url": "https://www.tiktok.com/@a"}}
                    APIDIRECT_USER   | {"user": {"youtube_channel_title": "t"}}
                    DUMPLINGAI_VIDEO | {"id": "7", "video": {"duration": 0}}
                    DUMPLINGAI_VIDEO | {"id": "7", "isContentClassified": false}
                    DUMPLINGAI_VIDEO | {"video": {"id": "v123", "ratio": "720p"}}
                    DUMPLINGAI_USER  | {"user": {"shortId": "1"}, "stats": {"friendCount": 5}}
                    PEEKALINK_VIDEO  | {"ok": true, "type": "TIKTOK_VIDEO", "tiktokVideo": {"id": 6}}
                    PEEKALINK_USER   | {"ok": true, "type": "TIKTOK_USER", "tiktokUser": {"id": 20}}
                    """)
    void responseThatOnlyRepeatsSubjectIsNoRecord(Lookup lookup, String body) {
        ProviderFailure failure = lookup.failure(Responses.ok(body));

        assertThat(failure.errorKind()).isEqualTo(ErrorKind.UPSTREAM);
        assertThat(failure.retry()).isEqualTo(RetryAdvice.NEVER);
        assertThat(failure.message()).startsWith("answered without a record: ").contains("documented field");
    }
}
