package io.github.cameltiktok.docs;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import io.github.cameltiktok.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Lookups of the example in docs/guides/control-cost.md, the same in each run and on each machine. */
final class DaySubjects {

    static final int HOURS = 24;
    static final int LOOKUPS = HOURS * 50;

    private static final long SEED = 20_261_124;
    static final int SUBJECTS = 400;
    private static final String UPSTREAM_ERROR =
            "{\"error\": \"TikTok gave no answer.\", \"code\": \"upstream_error\"}";

    private final List<Subject> subjects = new ArrayList<>();
    private final List<Subject> lookups = new ArrayList<>();

    private enum Kind {
        PLAIN("found at the first call"),
        FAILED_ONCE("every other call to API Direct fails with 502, the first one too"),
        FAILED_ALWAYS("each call to API Direct fails with 502"),
        NOT_VISIBLE("not visible");

        private final String meaning;

        Kind(String meaning) {
            this.meaning = meaning;
        }
    }

    private record Subject(Kind kind, String text) {}

    DaySubjects() {
        Random random = new Random(SEED);
        for (int rank = 0; rank < SUBJECTS; rank++) {
            subjects.add(subject(rank));
        }
        // The second most popular is looked up half as often as the first, the third a third as often, and so on.
        double weight = 0;
        double[] upTo = new double[subjects.size()];
        for (int rank = 0; rank < upTo.length; rank++) {
            weight += 1.0 / (rank + 1);
            upTo[rank] = weight;
        }
        for (int i = 0; i < LOOKUPS; i++) {
            double drawn = random.nextDouble(weight);
            int rank = 0;
            while (upTo[rank] <= drawn) {
                rank++;
            }
            lookups.add(subjects.get(rank));
        }
    }

    /** Returns the messages of the day, in their order. */
    List<String> messages() {
        return lookups.stream().map(Subject::text).toList();
    }

    /** Returns the table of kinds, with their subjects and lookups. */
    String table() {
        List<String> rows = new ArrayList<>(List.of("| kind of video | videos | lookups |", "| --- | --- | --- |"));
        for (Kind kind : Kind.values()) {
            rows.add("| " + kind.meaning + " | " + count(subjects, kind) + " | " + count(lookups, kind) + " |");
        }
        rows.add("| all | " + subjects.size() + " | " + lookups.size() + " |");
        return String.join("\n", rows);
    }

    /** Stubs the failures of the subjects at the sandbox. */
    void arrange(Sandbox sandbox) {
        sandbox.reset();
        for (Subject subject : subjects) {
            if (subject.kind() == Kind.FAILED_ALWAYS) {
                sandbox.wireMock().stubFor(call(subject).willReturn(jsonResponse(UPSTREAM_ERROR, 502)));
            } else if (subject.kind() == Kind.FAILED_ONCE) {
                sandbox.wireMock()
                        .stubFor(call(subject)
                                .inScenario(subject.text())
                                .whenScenarioStateIs(STARTED)
                                .willReturn(jsonResponse(UPSTREAM_ERROR, 502))
                                .willSetStateTo("answers"));
                sandbox.wireMock()
                        .stubFor(call(subject)
                                .inScenario(subject.text())
                                .whenScenarioStateIs("answers")
                                .willReturn(aResponse().withTransformers("sandbox-answers"))
                                .willSetStateTo(STARTED));
            }
        }
    }

    private static Subject subject(int rank) {
        String id = String.valueOf(7_311_000_000_000_000_000L + rank);
        if (rank % 50 == 33) {
            return new Subject(Kind.FAILED_ALWAYS, id);
        }
        return switch (rank % 20) {
            case 7 -> new Subject(Kind.FAILED_ONCE, id);
            // The sandbox answers not-found for a short link that contains this word.
            case 14 -> new Subject(Kind.NOT_VISIBLE, "https://vm.tiktok.com/ZMdead" + rank + "/");
            default -> new Subject(Kind.PLAIN, id);
        };
    }

    private static MappingBuilder call(Subject subject) {
        return get(urlPathEqualTo("/apidirect/v1/tiktok/video")).withQueryParam("video_id", equalTo(subject.text()));
    }

    private static long count(List<Subject> among, Kind kind) {
        return among.stream().filter(subject -> subject.kind() == kind).count();
    }
}
