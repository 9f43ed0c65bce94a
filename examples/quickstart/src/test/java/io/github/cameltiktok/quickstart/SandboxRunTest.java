package io.github.cameltiktok.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltiktok.sandbox.SpecialSubject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Output of the README's first command with its own sandbox. */
final class SandboxRunTest {

    private static Run run;

    @BeforeAll
    static void runWithoutKeysAndArguments() {
        run = Run.of(List.of(""), Map.of());
    }

    @Test
    void runExitsWithZeroAndEmptyStandardError() {
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void outputStartsWithTheSandbox() {
        assertThat(run.out())
                .startsWith("The sandbox runs on http://127.0.0.1:")
                .contains("No key, no network, no cost");
    }

    @Test
    void outputHasARowPerProviderAndResource() {
        assertThat(run.out().lines())
                .anyMatch(line -> line.matches("apidirect +@tiktok +.* 18\\.9M +879\\.9K +4\\.3K +2025-06-16"))
                .anyMatch(line -> line.matches("dumplingai +@username +.* 567\\.8K +12\\.3K +234 +2024-01-01"))
                .anyMatch(line -> line.matches("peekalink +@zachking +.* 1\\.9B +25\\.4M +694\\.3K +2019-12-09"))
                .anyMatch(line -> line.matches("apidirect +@khaby\\.lame .*"))
                .anyMatch(line -> line.matches("dumplingai +@khaby\\.lame .*"));
    }

    @Test
    void missingValueIsADashAndNotZero() {
        assertThat(run.out().lines())
                .anyMatch(line -> line.matches("peekalink +@khaby\\.lame +.* 162\\.4M +2\\.5B +- +-"));
    }

    @Test
    void columnsAreAligned() {
        List<String> rows = run.out()
                .lines()
                .filter(line -> line.matches(".* +(published|joined|-|\\d{4}-\\d\\d-\\d\\d)"))
                .toList();

        assertThat(rows).hasSize(8);
        assertThat(rows)
                .extracting(row -> DisplayWidth.of(row.substring(0, row.lastIndexOf(' '))))
                .containsOnly(
                        DisplayWidth.of(rows.get(0).substring(0, rows.get(0).lastIndexOf(' '))));
    }

    @Test
    void firstResultIsPrintedInFull() throws JsonProcessingException {
        JsonNode json = new ObjectMapper()
                .readTree(
                        run.out().substring(run.out().indexOf("\n{"), run.out().indexOf("\n}") + 2));

        assertThat(json.at("/id").asText()).isEqualTo("7516594811734854943");
        assertThat(json.at("/stats/plays").asLong()).isEqualTo(18_912_653);
        assertThat(json.at("/source/provider").asText()).isEqualTo("apidirect");
    }

    @Test
    void sixDeliveriesWithRequestSourceArePrinted() {
        assertThat(run.out()
                        .lines()
                        .filter(line -> line.matches("POST +/webhook/video +MAKE_DOT_COM +application/json +\\d+")))
                .hasSize(3);
        assertThat(run.out()
                        .lines()
                        .filter(line -> line.matches("POST +/webhook/user +MAKE_DOT_COM +application/json +\\d+")))
                .hasSize(3);
    }

    @Test
    void callWithRequestSourceIsPrinted() {
        assertThat(run.out())
                .contains("POST /api/v1/get-tiktok-video  {")
                .contains("\"requestSource\":\"MAKE_DOT_COM\"");
    }

    @Test
    void linkIsLookedUpAtAllProviders() {
        Run other = Run.of(List.of("https://www.tiktok.com/@some.cook"), Map.of());

        assertThat(other.exitCode()).isZero();
        assertThat(other.out().lines().filter(line -> line.contains("@some.cook  ")))
                .hasSize(3);
    }

    @Test
    void failedLookupIsOneLineAndExitsWithOne() {
        Run failed = Run.of(List.of(SpecialSubject.NOT_FOUND.videoId()), Map.of());

        assertThat(failed.exitCode()).isOne();
        assertThat(failed.out())
                .contains("apidirect   FAILED: Lookup of video", "status 404", "It is not visible", "3 of 3 failed")
                .doesNotContain("Exception", "WEBHOOK", "Next:");
    }
}
