package io.github.cameltiktok.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.cameltiktok.model.Schemas;
import io.github.cameltiktok.model.TikTokJson;
import io.github.cameltiktok.model.TikTokRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** Every response results in a record that matches the schema, or in a failure that is safe to log. */
@PropertyDefaults(tries = 600)
final class RobustnessTest {

    /** Mutation of a sample: index of the place and the new value; {@code null} removes the place. */
    record Change(int place, JsonNode value) {

        Sample in(Sample sample) {
            List<String> places = sample.places();
            if (places.isEmpty()) {
                return sample;
            }
            String pointer = places.get(place % places.size());
            return value == null ? sample.without(pointer) : sample.with(pointer, value);
        }
    }

    @Provide
    Arbitrary<Change> changes() {
        Arbitrary<JsonNode> values = Arbitraries.oneOf(
                Arbitraries.of(
                                "null",
                                "true",
                                "false",
                                "0",
                                "-1",
                                "1",
                                "-9223372036854775809",
                                "9223372036854775808",
                                "1e999999999",
                                "-1e999999999",
                                "0.1",
                                "1e-9",
                                "1".repeat(900),
                                "253402300800",
                                "[]",
                                "{}",
                                "[[]]",
                                "{\"a\": 1}",
                                "[null, 1, \"x\", {}]",
                                "[".repeat(50) + "]".repeat(50),
                                "[".repeat(70) + "]".repeat(70),
                                "\"\"",
                                "\" \"",
                                "\"0\"",
                                "\"-5\"",
                                "\"1e9\"",
                                "\"12345678901234567890\"",
                                "\"https://x/?x-expires=99999999999\"",
                                "\"https://[\"",
                                "\"@\"",
                                "\"@@\"",
                                "\"a/b?c\"",
                                "\"+999999999-12-31T23:59:59Z\"",
                                "\"\\ud83d\"",
                                "\"\\u0000\"",
                                "\"#a #\\ud83d\\ude00 #\\u00e9\"",
                                "\"https://www.tiktok.com/@a.b/video/7516594811734854943\"")
                        .map(Responses::json),
                Arbitraries.strings().ofMaxLength(40).map(TextNode::valueOf),
                Arbitraries.of("x".repeat(100_000), "#".repeat(5_000), "#a\u200D".repeat(5_000))
                        .map(TextNode::valueOf));
        return Combinators.combine(Arbitraries.integers().between(0, 10_000), values.injectNull(0.2))
                .as(Change::new);
    }

    @Property
    @StatisticsReport(onFailureOnly = true)
    void mutatedSampleIsRecordOrFailure(
            @ForAll Lookup lookup, @ForAll @Size(min = 1, max = 6) List<@From("changes") Change> changes) {
        Sample sample = lookup.sample();
        for (Change change : changes) {
            sample = change.in(sample);
        }
        boolean isRecord = assertIsRecordOrFailure(lookup, sample.answer());

        // Guard: most mutations must leave a readable record.
        Statistics.collect(isRecord);
        Statistics.coverage(coverage -> coverage.check(true).percentage(share -> share > 50));
        Statistics.coverage(coverage -> coverage.check(false).percentage(share -> share > 2));
    }

    @Property
    void mutatedSampleOfOtherLookupIsRecordOrFailure(
            @ForAll Lookup lookup, @ForAll Lookup other, @ForAll @Size(max = 2) List<@From("changes") Change> changes) {
        Sample sample = other.sample();
        for (Change change : changes) {
            sample = change.in(sample);
        }
        assertIsRecordOrFailure(lookup, sample.answer());
    }

    @Property
    void truncatedSampleIsRetryableFailure(@ForAll Lookup lookup, @ForAll @IntRange(max = 10_000) int length) {
        byte[] whole = lookup.sample().text().getBytes(StandardCharsets.UTF_8);
        byte[] cut = Arrays.copyOf(whole, length % whole.length);

        ProviderFailure failure = lookup.failure(Responses.of(200, cut));

        assertThat(failure.errorKind()).isEqualTo(ErrorKind.UPSTREAM);
        assertThat(failure.retry()).isEqualTo(RetryAdvice.YES);
    }

    @Property
    void sampleWithChangedByteIsRecordOrFailure(
            @ForAll Lookup lookup, @ForAll @IntRange(max = 10_000) int place, @ForAll byte value) {
        byte[] bytes = lookup.sample().text().getBytes(StandardCharsets.UTF_8);
        bytes[place % bytes.length] = value;

        assertIsRecordOrFailure(lookup, Responses.of(200, bytes));
    }

    @Property
    void randomBytesAreRecordOrFailure(
            @ForAll Lookup lookup, @ForAll @IntRange(min = 200, max = 599) int status, @ForAll byte[] bytes) {
        assertIsRecordOrFailure(lookup, Responses.of(status, bytes));
    }

    @Property
    void errorWithAnyTextIsLogSafeFailure(
            @ForAll Lookup lookup, @ForAll @IntRange(min = 300, max = 599) int status, @ForAll String text) {
        Sample error = Sample.parse("{\"error\": \"\", \"code\": \"\", \"message\": \"\", \"requestId\": \"\"}")
                .with("/error", TextNode.valueOf(text))
                .with("/code", TextNode.valueOf(text))
                .with("/message", TextNode.valueOf(text))
                .with("/requestId", TextNode.valueOf(text));

        assertLogSafe(lookup.failure(Responses.of(status, error.text())));
    }

    /** Returns whether the response is a record. */
    private static boolean assertIsRecordOrFailure(Lookup lookup, ProviderResponse answer) {
        TikTokRecord value;
        try {
            value = lookup.read(answer);
        } catch (ProviderException e) {
            assertLogSafe(e.failure());
            return false;
        }
        assertThat(Schemas.errors(value)).isEmpty();
        assertThat(TikTokJson.bytes(value)).isNotEmpty();
        assertThat(value.source().inferred()).doesNotHaveDuplicates();
        return true;
    }

    private static void assertLogSafe(ProviderFailure failure) {
        assertThat(failure.message())
                .hasSizeLessThan(220)
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]");
        assertThat(failure.status()).isNotNull();
    }
}
