package io.github.cameltiktok.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.TikTokConfiguration;
import io.github.cameltiktok.TikTokEndpoint;
import io.github.cameltiktok.TikTokProviderConfiguration;
import io.github.cameltiktok.internal.lookup.NumberTables;
import io.github.cameltiktok.provider.apidirect.ApiDirect;
import io.github.cameltiktok.provider.dumplingai.DumplingAi;
import io.github.cameltiktok.provider.peekalink.Peekalink;
import java.util.List;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** Compares the numbers in sentences with the code. Tables with numbers are generated. */
final class DocsNumbersTest {

    private final TikTokConfiguration options = new TikTokConfiguration();
    private final TikTokProviderConfiguration settings = new TikTokProviderConfiguration();

    @Test
    void numbersOfWhenProvidersFailMatchTheCode() {
        assertThat(prose("docs/guides/handle-failures.md"))
                .contains("Up to `maxRetries` times, " + options.getMaxRetries() + " unless set")
                .contains("`retryDelay`, " + seconds(options.getRetryDelay()) + " s unless set")
                .contains("takes up `responseTimeout`, " + seconds(options.getResponseTimeout())
                        + " s of the deadline's " + seconds(options.getDeadline()) + " s unless set")
                .contains(NumberTables.sentencesOnRetries());
    }

    @Test
    void numbersOfCostAndLimitsMatchTheCode() {
        int permits = new ApiDirect().maxConcurrentRequests();
        List<Integer> others =
                List.of(new DumplingAi().maxConcurrentRequests(), new Peekalink().maxConcurrentRequests());

        assertThat(others).containsOnly(others.get(0));
        assertThat(prose("docs/guides/control-cost.md"))
                .contains("For API Direct it is " + permits + ",")
                .contains("it is " + others.get(0) + ". More lookups wait")
                .contains("`maxQueuedRequests` of them, " + settings.getMaxQueuedRequests() + " unless set")
                .contains("`deadline`, " + seconds(options.getDeadline()) + " s unless set")
                .contains("If an answer takes 1 s, " + permits + " permits serve "
                        + permits * seconds(options.getDeadline()) + " lookups within the deadline of "
                        + seconds(options.getDeadline()) + " s")
                .contains("`cacheSize`, " + options.getCacheSize() + " unless set")
                .contains(String.format(
                        Locale.ROOT,
                        "%,d lookups of videos, %d in each of %d hours, about %d videos",
                        DaySubjects.LOOKUPS,
                        DaySubjects.LOOKUPS / DaySubjects.HOURS,
                        DaySubjects.HOURS,
                        DaySubjects.SUBJECTS))
                .contains(NumberTables.sentencesOnTheCache());
    }

    @Test
    void defaultsOfTuningMatchTheCode() {
        int apiDirect = new ApiDirect().maxConcurrentRequests();
        int others = new Peekalink().maxConcurrentRequests();

        assertThat(prose("docs/operate/tuning.md"))
                .contains("| " + apiDirect + " for API Direct, " + others + " for others |")
                .contains("| " + apiDirect + " or " + others + " |")
                .contains(String.format(
                        Locale.ROOT, "`maxQueuedRequests` of the provider | %,d |", settings.getMaxQueuedRequests()))
                .contains(String.format(Locale.ROOT, "`maxQueuedRequests` | %,d |", settings.getMaxQueuedRequests()))
                .contains("`deadline` | " + seconds(options.getDeadline()) + " s |")
                .contains("`maxRetries`, `retryDelay` | " + options.getMaxRetries() + ", "
                        + seconds(options.getRetryDelay()) + " s |")
                .contains("`responseTimeout` | " + seconds(options.getResponseTimeout()) + " s |")
                .contains("`connectTimeout` | " + seconds(options.getConnectTimeout()) + " s |")
                .contains(String.format(Locale.ROOT, "`cacheSize` | %,d, only with", options.getCacheSize()))
                .contains("`maxResponseSize` | " + options.getMaxResponseSize() / 1024 / 1024 + " MiB |")
                .contains("`maxRetryAfter` | " + seconds(options.getMaxRetryAfter()) / 3600 + " h |");
        assertThat(options.getCacheTtl()).isZero();
    }

    @Test
    void defaultDelayOfTuningMatchesTheCode() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            long delay =
                    context.getEndpoint("tiktok:user", TikTokEndpoint.class).getDelay();

            assertThat(prose("docs/operate/tuning.md")).contains("`delay` | " + seconds(delay) / 3600 + " h |");
        }
    }

    @Test
    void numbersOfSecurityMatchTheCode() {
        assertThat(prose("docs/operate/security.md"))
                .contains("`maxResponseSize`, " + options.getMaxResponseSize() / 1024 / 1024 + " MiB")
                .contains("`responseTimeout`, " + seconds(options.getResponseTimeout()) + " s")
                .contains("`deadline`, " + seconds(options.getDeadline()) + " s")
                .contains("`maxQueuedRequests`, " + settings.getMaxQueuedRequests())
                .contains("`maxRetries`, " + options.getMaxRetries())
                .contains("`cacheSize`, " + options.getCacheSize());
    }

    private static long seconds(long millis) {
        assertThat(millis % 1000).isZero();
        return millis / 1000;
    }

    private static String prose(String page) {
        return Repository.read(Repository.path(page)).replaceAll("\\s+", " ");
    }
}
