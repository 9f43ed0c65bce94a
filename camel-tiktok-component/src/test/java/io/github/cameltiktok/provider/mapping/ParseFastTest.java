package io.github.cameltiktok.provider.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltiktok.provider.Lookup;
import io.github.cameltiktok.provider.ProviderException;
import io.github.cameltiktok.provider.Responses;
import io.github.cameltiktok.provider.RetryAdvice;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** The fast parser returns the same result as the parser with diagnostics, or {@code null}. */
@PropertyDefaults(tries = 2_000)
final class ParseFastTest {

    private static final BodyReader<JsonNode> TREE = new BodyReader<>(new ObjectMapper()::readTree);

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Mutation of a body: replaces bytes from an index by others. */
    record Change(int place, int replaced, byte[] bytes) {

        byte[] in(byte[] body) {
            int start = place % (body.length + 1);
            int end = Math.min(body.length, start + replaced);
            ByteArrayOutputStream changed = new ByteArrayOutputStream();
            changed.write(body, 0, start);
            changed.writeBytes(bytes);
            changed.write(body, end, body.length - end);
            return changed.toByteArray();
        }
    }

    @Provide
    Arbitrary<byte[]> bodies() {
        Arbitrary<String> samples =
                Arbitraries.of(Lookup.class).map(lookup -> lookup.sample().text());
        Arbitrary<String> small = Arbitraries.of(
                "{\"a\": \"é🌈\", \"é\": [1, 2.5, true, null]}",
                "{}",
                "{\"\\u00e9\\ud83d\": \"\\ud83d\\u0000\\/\"}",
                "{\"🌈" + "é".repeat(40) + "\": {\"a\": -0, \"a\": 1e5}}",
                "[1]",
                "<html>",
                "");
        return Arbitraries.oneOf(samples, small).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<Change> changes() {
        Arbitrary<byte[]> bytes = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(3).map(text -> text.getBytes(StandardCharsets.UTF_8)),
                Arbitraries.of(
                                BYTE_ORDER_MARK,
                                "\0",
                                "\u0001",
                                "\t",
                                "\n",
                                "\u007F",
                                "\u00A0",
                                "\u2028",
                                "{",
                                "}",
                                "]",
                                ",",
                                "\"",
                                "\\",
                                "\\u",
                                "0",
                                "-",
                                "+",
                                ".",
                                "e",
                                "NaN",
                                "/**/",
                                "#",
                                "'",
                                "a")
                        .map(text -> text.getBytes(StandardCharsets.UTF_8)),
                // Overlong, unpaired surrogate, beyond the last character, truncated, invalid.
                Arbitraries.of("C0AF", "E080AF", "EDA080", "EDA0BDEDB880", "F4908080", "F09F", "C3", "80", "FF", "FEFF")
                        .map(ParseFastTest::hex),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(4));
        Arbitrary<Integer> places = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(0)),
                Tuple.of(3, Arbitraries.integers().between(0, 5_000)));
        return Combinators.combine(places, Arbitraries.integers().between(0, 3), bytes)
                .as(Change::new);
    }

    @Property
    @StatisticsReport(onFailureOnly = true)
    void fastResultEqualsResultOfText(
            @ForAll @From("bodies") byte[] body, @ForAll @Size(max = 3) List<@From("changes") Change> changes) {
        byte[] changed = body;
        for (Change change : changes) {
            changed = change.in(changed);
        }
        JsonNode quick = TREE.parseFast(changed);
        if (quick != null) {
            assertThat(quick).isEqualTo(TREE.parseWithDiagnostics(Responses.of(200, changed)));
        }

        Statistics.collect(quick != null);
        Statistics.coverage(coverage -> coverage.check(true).percentage(share -> share > 10));
        Statistics.coverage(coverage -> coverage.check(false).percentage(share -> share > 10));
    }

    @Property
    void otherEncodingsAreRejected(@ForAll @From("bodies") byte[] body) {
        for (String charset : List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE")) {
            byte[] encoded = new String(body, StandardCharsets.UTF_8).getBytes(Charset.forName(charset));

            assertThat(TREE.parseFast(encoded)).as(charset).isNull();
            assertThatThrownBy(() -> TREE.parseWithDiagnostics(Responses.of(200, encoded)))
                    .as(charset)
                    .isInstanceOf(ProviderException.class);
        }
    }

    @Property
    void validResponseIsParsedFast(@ForAll Lookup lookup) {
        String text = lookup.sample().text();
        byte[] sample = text.getBytes(StandardCharsets.UTF_8);

        assertThat(TREE.parseFast(sample)).isEqualTo(Responses.json(text));
        for (String front : List.of(BYTE_ORDER_MARK, " \r\n\t", BYTE_ORDER_MARK + "\n")) {
            assertThat(TREE.parseFast((front + text + "\n").getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(Responses.json(text));
        }
    }

    @Example
    void fastParserAppliesLimitsOfText() {
        byte[] longest = body("{\"a\": \"", 20_000_000, "\"}");
        byte[] tooLong = body("{\"a\": \"", 20_000_001, "\"}");
        byte[] longName = body("{\"", 50_001, "\": 1}");

        assertThat(TREE.parseFast(longest)).isNotNull();
        for (byte[] body : List.of(tooLong, longName)) {
            assertThat(TREE.parseFast(body)).isNull();
            assertThatThrownBy(() -> TREE.parseWithDiagnostics(Responses.of(200, body)))
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            e -> assertThat(e.failure().retry()).isEqualTo(RetryAdvice.NEVER));
        }
    }

    private static byte[] body(String front, int length, String end) {
        return (front + "x".repeat(length) + end).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
