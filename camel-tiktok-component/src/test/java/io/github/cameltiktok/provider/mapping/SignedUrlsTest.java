package io.github.cameltiktok.provider.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** URLs in all formats of public samples, with invented signatures. */
final class SignedUrlsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    https://p16-sign-va.tiktokcdn.com/tos-maliva-p-0068/o0a~tplv-x:720:720.jpeg?x-expires=1676120400&x-signature=a%3D | 2023-02-11T13:00:00Z
                    https://p16-sign-sg.tiktokcdn.com/a~c5_100x100.jpeg?lk3s=a5d48078&x-expires=1708873200&x-signature=a%3D&shp=1 | 2024-02-25T15:00:00Z
                    https://p16-sign-va.tiktokcdn.com/a.jpeg?X-Expires=1676120400&X-Signature=a                        | 2023-02-11T13:00:00Z
                    https://p16-sign-va.tiktokcdn.com/a.jpeg?X-EXPIRES=1676120400                                      | 2023-02-11T13:00:00Z
                    https://v16-webapp-prime.tiktok.com/video/tos/a/?a=1988&btag=e000&expire=1748716983&l=2025&policy=2 | 2025-05-31T18:43:03Z
                    https://v16.example.com/a.mp4?Expires=1748716983&Signature=a&Key-Pair-Id=b                         | 2025-05-31T18:43:03Z
                    https://v58.tiktokcdn.com/video/tos/a/d83b/?VExpiration=1613577698&VSignature=sGM&a=1233           | 2021-02-17T16:01:38Z
                    https://v16m.tiktokcdn-us.com/0123456789abcdef0123456789abcdef/628cf115/video/tos/alisg/a/?a=1988  | 2022-05-24T14:52:05Z
                    http://v16m.tiktokcdn.com/0123456789ABCDEF0123456789ABCDEF/628CF115/video/tos/alisg/a/             | 2022-05-24T14:52:05Z
                    https://v19-ies-music.tiktokcdn-us.com/0123456789abcdef0123456789abcdef/6a108fe9/video/tos/a/?mime_type=audio_mpeg | 2026-05-22T17:18:33Z
                    https://v16.tokcdn.com/0123456789abcdef0123456789abcdef/ffffffff/1_original.mp4                    | 2106-02-07T06:28:15Z
                    https://v16.example.com/0123456789abcdef0123456789abcdef/05f5e100/a.mp4                            | 1973-03-03T09:46:40Z
                    https://v16.example.com/0123456789abcdef0123456789abcdef/628cf115/a.mp4?expire=1748716983          | 2025-05-31T18:43:03Z
                    https://v16.example.com/0123456789abcdef0123456789abcdef/628cf115/a.mp4?expire=0                   | 2022-05-24T14:52:05Z
                    https://v16.example.com/a.mp4?expire=100000000                                                     | 1973-03-03T09:46:40Z
                    https://v16.example.com/a.mp4?expire=99999999999                                                   | 5138-11-16T09:46:39Z
                    """)
    void expiryIsReadFromUrl(String url, Instant expected) {
        assertThat(SignedUrls.expiresAt(url)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    too short a key         | https://v16.example.com/0123456789abcdef0123456789abcde/628cf115/a.mp4
                    too long a key          | https://v16.example.com/0123456789abcdef0123456789abcdef0/628cf115/a.mp4
                    a key that is no hex    | https://v16.example.com/0123456789abcdef0123456789abcdeg/628cf115/a.mp4
                    too short a time        | https://v16.example.com/0123456789abcdef0123456789abcdef/628cf11/a.mp4
                    too long a time         | https://v16.example.com/0123456789abcdef0123456789abcdef/628cf1150/a.mp4
                    a time that is no hex   | https://v16.example.com/0123456789abcdef0123456789abcdef/628cf11z/a.mp4
                    a time before 1973      | https://v16.example.com/0123456789abcdef0123456789abcdef/05f5e0ff/a.mp4
                    no time                 | https://v16.example.com/0123456789abcdef0123456789abcdef/a.mp4
                    no file                 | https://v16.example.com/0123456789abcdef0123456789abcdef/628cf115
                    not first in the path   | https://v16.example.com/obj/0123456789abcdef0123456789abcdef/628cf115/a.mp4
                    in the query            | https://v16.example.com?a=/0123456789abcdef0123456789abcdef/628cf115/a.mp4
                    a name of a file        | https://p16.example.com/tos-maliva-avt-0068/0123456789abcdef0123456789abcdef~c5_100x100.jpeg
                    8 digits                | https://v16.example.com/a.mp4?expire=99999999
                    12 digits               | https://v16.example.com/a.mp4?expire=100000000000
                    another parameter       | https://v16.example.com/a.mp4?dy_q=1744894659&l=202505300242&VSignature=1744894659
                    a parameter's end       | https://v16.example.com/a.mp4?not-expire=1748716983
                    no address              | expire=1748716983
                    """)
    void unrelatedNumberIsNoExpiry(String what, String url) {
        assertThat(SignedUrls.expiresAt(url)).as(what).isNull();
    }

    @Test
    void missingUrlHasNoExpiry() {
        assertThat(SignedUrls.expiresAt(null)).isNull();
    }
}
