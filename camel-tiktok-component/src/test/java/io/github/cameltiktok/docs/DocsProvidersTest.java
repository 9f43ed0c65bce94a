package io.github.cameltiktok.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.provider.apidirect.ApiDirect;
import io.github.cameltiktok.provider.dumplingai.DumplingAi;
import io.github.cameltiktok.provider.peekalink.Peekalink;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Compares the numbers in sentences of docs/start/choose-a-provider.md with the code and the data model. */
final class DocsProvidersTest {

    @Test
    void numbersOfProvidersMatchTheCode() {
        String page = Repository.read(Repository.path("docs/start/choose-a-provider.md"))
                .replaceAll("\\s+", " ");
        List<Integer> ofVideo = fields("video");
        List<Integer> ofUser = fields("user");

        assertThat(page)
                .contains("Of %d fields of a video, Dumpling AI can give %d, API Direct %d and Peekalink %d."
                        .formatted(ofVideo.get(0), ofVideo.get(2), ofVideo.get(1), ofVideo.get(3)))
                .contains("Of %d fields of a creator, API Direct can give %d, Dumpling AI %d and Peekalink %d."
                        .formatted(ofUser.get(0), ofUser.get(1), ofUser.get(2), ofUser.get(3)))
                .contains("$" + new ApiDirect().video().price().amount() + " for each video found")
                .contains("the first " + MonthlyCost.FREE_CALLS + " calls of a month are free")
                .contains("(calls − " + MonthlyCost.FREE_CALLS + ") × $"
                        + new ApiDirect().video().price().amount())
                .contains("calls × " + new DumplingAi().video().price().amount() + " credits")
                .contains("documents a limit of " + new ApiDirect().maxConcurrentRequests());
        assertThat(new ApiDirect().user().price())
                .isEqualTo(new ApiDirect().video().price());
        assertThat(new DumplingAi().user().price())
                .isEqualTo(new DumplingAi().video().price());
        assertThat(new Peekalink().video().price()).isNull();
    }

    /** Returns the number of fields in the data model, and of those that each provider can give. */
    private static List<Integer> fields(String resource) {
        List<List<String>> rows = new Page("", Repository.read(Repository.path("docs/reference/data-model.md")))
                .table("generated: " + resource + "-fields");
        return IntStream.of(0, 3, 4, 5)
                .mapToObj(column -> (int) rows.stream()
                        .filter(row -> !row.get(column).equals("–"))
                        .count())
                .toList();
    }
}
