package io.github.cameltiktok.provider.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.Responses;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the scans of {@link Syntax} and others with equivalent regular expressions. */
@PropertyDefaults(tries = 5_000)
@StatisticsReport(onFailureOnly = true)
final class SyntaxTest {

    private static final Pattern NUMBER = Pattern.compile("\\s*[+-]?\\d{1,30}(\\.\\d{1,30})?\\s*");
    private static final Pattern ID = Pattern.compile("(?=.*[1-9])\\d{1,25}");
    private static final Pattern WEB_ADDRESS = Pattern.compile("https?://[^\\s\\p{Z}\\p{C}]+");
    private static final Pattern EXPIRES =
            Pattern.compile("(?i)[?&](?:x-expires|expires?|vexpiration)=(\\d{9,11})(?!\\d)");
    private static final Pattern HANDLE = Pattern.compile("[A-Za-z0-9_.]+");

    @Provide
    Arbitrary<String> numbers() {
        return madeOf(
                6,
                "",
                "",
                " ",
                "\t",
                "\n\r",
                "\u000B",
                "\f",
                "\u001C",
                "\u0085",
                "\u00A0",
                "\u2028",
                "+",
                "-",
                ".",
                "e",
                "0",
                "7",
                "00",
                "12",
                "1".repeat(28),
                "2".repeat(30),
                "٣",
                "é");
    }

    @ParameterizedTest
    @CsvSource({
        "'', false",
        "' ', false",
        "7, true",
        "' 7\t', true",
        "'7 ', true",
        "+7, true",
        "-7.25, true",
        "-, false",
        "+ 7, false",
        "7., false",
        ".7, false",
        "-.7, false",
        "7.5.1, false",
        "7-5, false",
        "7 5, false",
        "7/, false",
        "7:, false",
        "123456789012345678901234567890, true",
        "1234567890123456789012345678901, false",
        "0.123456789012345678901234567890, true",
        "0.1234567890123456789012345678901, false"
    })
    void numberHasDigitsWithOptionalSignAndFraction(String text, boolean expected) {
        assertThat(Syntax.isNumber(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "https://a, true",
        "http://a, true",
        "https://, false",
        "http://, false",
        "http:/a, false",
        "ftp://a.b, false",
        "https://a b, false",
        "https://!~, true",
        "https://é, true",
        "https://a\u007F, false",
        "https://a\u00A0, false",
        "'https://a\u0000', false"
    })
    void webAddressHasSchemeAndNoBlank(String text, boolean expected) {
        assertThat(Syntax.isWebAddress(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"azAZ09_.", "a", "..."})
    void validHandleMakesProfileUrl(String handle) {
        assertThat(TikTokUrls.profile(handle)).isEqualTo("https://www.tiktok.com/@" + handle);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@", "[", "`", "{", "/", ":", "-", "é"})
    void invalidHandleMakesNoProfileUrl(String handle) {
        assertThat(TikTokUrls.profile(handle)).isNull();
    }

    @Property
    void numbersMatchRegularExpression(@ForAll("numbers") String text) {
        boolean expected = NUMBER.matcher(text).matches();

        assertThat(Syntax.isNumber(text)).isEqualTo(expected);
        assertBothOutcomesOccur(expected);
    }

    @Provide
    Arbitrary<String> ids() {
        return madeOf(
                4,
                "",
                "",
                "0",
                "000",
                "1",
                "90",
                "7".repeat(20),
                "0".repeat(23),
                "8".repeat(25),
                " ",
                "\n",
                "a",
                "-",
                "٣");
    }

    @Property
    void idsMatchRegularExpression(@ForAll("ids") String text) {
        boolean expected = ID.matcher(text).matches();

        assertThat(Syntax.isId(text)).isEqualTo(expected);
        assertBothOutcomesOccur(expected);
    }

    @Property
    void rateLimitsMatchRegularExpression(@ForAll("ids") String text) {
        ProviderResponse answer = Responses.of(200, "", "X-RateLimit-Limit", text, "Retry-After", text);

        assertThat(answer.rateLimit()).isEqualTo(text.matches("\\d{1,18}") ? Long.valueOf(text) : null);
        String wait = text.strip();
        assertThat(answer.retryAfter())
                .isEqualTo(wait.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(wait)) : null);
    }

    @Provide
    Arbitrary<String> addresses() {
        Arbitrary<String> fronts = Arbitraries.of(
                "https://",
                "http://",
                "https://a",
                "http://",
                "https:/",
                "http",
                "HTTPS://",
                "",
                "httpss://",
                " http://");
        Arbitrary<String> rests = madeOf(
                4,
                "",
                "",
                "a",
                "example.com/",
                "?b=c",
                "~",
                "!",
                "\u007F",
                " ",
                "\t",
                "\u0000",
                "\u001F",
                "\u0085",
                "\u00A0",
                "\u00AD",
                "\u200B",
                "\u2028",
                "\u3000",
                "\uD83D",
                "\uDE00",
                "\uE000",
                "\uFEFF",
                "\uFFFF",
                "\u0378",
                "é",
                "🌈",
                "漢",
                "\uDB40\uDC01");
        return fronts.flatMap(front -> rests.map(rest -> front + rest));
    }

    @Property
    void webAddressesMatchRegularExpression(@ForAll("addresses") String text) {
        boolean expected = WEB_ADDRESS.matcher(text).matches();

        assertThat(Syntax.isWebAddress(text)).isEqualTo(expected);
        assertBothOutcomesOccur(expected);
    }

    @Property
    void webAddressesOfAnyCharactersMatchRegularExpression(@ForAll String rest) {
        assertThat(Syntax.isWebAddress("https://" + rest))
                .isEqualTo(WEB_ADDRESS.matcher("https://" + rest).matches());
    }

    @Provide
    Arbitrary<String> signedLinks() {
        return madeOf(
                8,
                "https://x/",
                "?",
                "&",
                "?",
                "&",
                "?x-expires=",
                "&x-expires=",
                "&expires=",
                "?expire=",
                "x-expires=",
                "expires",
                "x-expire=",
                "&X-Expires=",
                "&VExpiration=",
                "=",
                "12345678",
                "123456789",
                "1750000000",
                "99999999999",
                "1",
                "-",
                "&a=b",
                "٣");
    }

    @Property
    void expiryMatchesRegularExpression(@ForAll("signedLinks") String text) {
        Matcher matcher = EXPIRES.matcher(text);
        Instant expected = matcher.find() ? Instant.ofEpochSecond(Long.parseLong(matcher.group(1))) : null;

        assertThat(SignedUrls.expiresAt(text)).isEqualTo(expected);
        assertBothOutcomesOccur(expected != null);
    }

    @Provide
    Arbitrary<String> handles() {
        return madeOf(3, "", "a", "Z", "0", "_", ".", "z9", "A", "@", "-", " ", "`", "{", "[", "/", ":", "é", "٣", "K");
    }

    @Property
    void handlesMatchRegularExpression(@ForAll("handles") String text) {
        boolean expected = HANDLE.matcher(text).matches();

        assertThat(TikTokUrls.profile(text)).isEqualTo(expected ? "https://www.tiktok.com/@" + text : null);
        assertBothOutcomesOccur(expected);
    }

    private static Arbitrary<String> madeOf(int parts, String... part) {
        return Arbitraries.frequencyOf(
                        Tuple.of(9, Arbitraries.of(part)),
                        Tuple.of(1, Arbitraries.strings().ofMaxLength(2)))
                .list()
                .ofMaxSize(parts)
                .map(list -> String.join("", list));
    }

    /** Guards against generated texts that always match or never match. */
    private static void assertBothOutcomesOccur(boolean matches) {
        Statistics.collect(matches);
        Statistics.coverage(coverage -> coverage.check(true).percentage(share -> share > 2));
        Statistics.coverage(coverage -> coverage.check(false).percentage(share -> share > 2));
    }
}
