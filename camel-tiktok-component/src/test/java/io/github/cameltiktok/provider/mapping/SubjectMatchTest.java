package io.github.cameltiktok.provider.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.Responses;
import io.github.cameltiktok.provider.apidirect.ApiDirect;
import io.github.cameltiktok.provider.dumplingai.DumplingAi;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Comparison of the requested subject with the subject of a response. */
final class SubjectMatchTest {

    private static final String ID = "7321234567890123456";

    private static TikTokRecord read(TikTokLink subject, String json) {
        return subject.kind() == TikTokLink.Kind.USER
                ? new ApiDirect().user().read(subject, Responses.ok("{\"user\":" + json + "}"))
                : new ApiDirect().video().read(subject, Responses.ok("{\"video\":" + json + "}"));
    }

    @ParameterizedTest(name = "{0} answered by {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    7321234567890123456  | {"video_id":"7321234567890123456"}
                    7321234567890123456  | {"video_id":7321234567890123456}
                    7321234567890123456  | {"video_id":7321234567890123000}
                    7321234567890123456  | {"video_id":"7321234567890123000"}
                    7321234567890123456  | {"video_id":7321234567890124000}
                    7321234567890123456  | {"video_id":7321234567890120000}
                    7321234567890123456  | {"video_id":7321234567890123776}
                    7321234567890123456  | {"video_id":7.321234567890123e18,"title":"x"}
                    7321234567890123456  | {"video_id":" 7321234567890123456 ","title":"x"}
                    7321234567890123456  | {"title":"an answer without an id"}
                    https://vm.tiktok.com/ZMabc123/ | {"video_id":"7000000000000000001"}
                    @khaby.lame          | {"username":"khaby.lame"}
                    @khaby.lame          | {"username":"Khaby.Lame"}
                    @khaby.lame          | {"username":"@khaby.lame"}
                    @khaby.lame          | {"username":"khaby.lame "}
                    @khaby.lame          | {"username":" @khaby.lame"}
                    @khaby.lame          | {"username":"khaby.lame\u00a0"}
                    @khaby.lame          | {"username":"\ufeffkhaby.lame\u200b"}
                    @khaby.lame          | {"nickname":"an answer without a handle"}
                    @123456789012345678  | {"username":"khaby.lame","user_id":"123456789012345678"}
                    @123456789012345678  | {"username":"khaby.lame","user_id":123456789012345678}
                    @123456789012345678  | {"username":"khaby.lame","user_id":123456789012345680}
                    @123456789012345678  | {"username":"khaby.lame"}
                    @123456789012345678  | {"username":"123456789012345678","user_id":"5"}
                    @12345               | {"username":"khaby.lame","user_id":"12345"}
                    """)
    void answerAboutTheSubjectIsAccepted(String asked, String answer) {
        TikTokLink subject = TikTokLink.parse(asked);

        assertThat(SubjectMatch.mismatch(subject, read(subject, answer))).isNull();
    }

    @ParameterizedTest(name = "{0} answered by {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    7321234567890123456  | {"video_id":"7000000000000000001"}
                    7321234567890123456  | {"video_id":"7321234567890123457"}
                    7321234567890123456  | {"video_id":7321234567890125000}
                    7321234567890123456  | {"video_id":7321234567890100000}
                    7321234567890123456  | {"video_id":"5"}
                    @khaby.lame          | {"username":"mallory"}
                    @khaby.lame          | {"username":"khaby lame"}
                    @khaby.lame          | {"username":"khaby.lame2","user_id":"1"}
                    @khaby.lame          | {"username":"123456789012345678","user_id":"123456789012345678"}
                    @123456789012345678  | {"username":"khaby.lame","user_id":"123456789012345679"}
                    @123456789012345678  | {"username":"khaby.lame","user_id":"5"}
                    @123                 | {"username":"khaby.lame"}
                    """)
    void answerAboutAnotherSubjectIsRefused(String asked, String answer) {
        TikTokLink subject = TikTokLink.parse(asked);

        assertThat(SubjectMatch.mismatch(subject, read(subject, answer)))
                .startsWith("answered about ")
                .contains(" and not ");
    }

    @Test
    void hugeHandleIsComparedInLinearTime() {
        TikTokLink subject = TikTokLink.parse("@12345");
        TikTokRecord blanks = read(subject, "{\"username\":\"a" + " ".repeat(200_000) + "b\"}");
        TikTokRecord digits = read(subject, "{\"username\":\"" + "9".repeat(200_000) + "\"}");

        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            assertThat(SubjectMatch.mismatch(subject, blanks)).startsWith("answered about a...");
            assertThat(SubjectMatch.mismatch(subject, digits)).startsWith("answered about 999");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7321234567890123000",
                "7321234567890123776",
                "7321234567890124000",
                "\"7321234567890123000\"",
                "7.321234567890123e18",
                "null",
            })
    void roundedIdIsReplacedByRequestedId(String given) {
        TikTokLink subject = TikTokLink.parse(ID);

        TikTokRecord one = read(subject, "{\"video_id\":" + given + ",\"title\":\"x\"}");
        TikTokRecord other =
                new DumplingAi().video().read(subject, Responses.ok("{\"id\":" + given + ",\"desc\":\"x\"}"));

        assertThat(one).extracting("id").isEqualTo(ID);
        assertThat(other).extracting("id").isEqualTo(ID);
        assertThat(one.source().inferred()).contains("id");
        assertThat(other.source().inferred()).contains("id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7321234567890123456", "7321234567890123457", "5"})
    void exactIdIsKept(String given) {
        TikTokRecord answer = read(TikTokLink.parse(ID), "{\"video_id\":\"" + given + "\"}");

        assertThat(answer).extracting("id").isEqualTo(given);
        assertThat(answer.source().inferred()).doesNotContain("id");
    }
}
