package io.github.cameltiktok.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class TikTokLinkPropertyTest {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String DIGITS = "0123456789";

    @Property
    void idAndHandleAreReadFromEveryForm(
            @ForAll("ids") String id, @ForAll("handles") String handle, @ForAll("formsWithHandle") String form) {
        TikTokLink link = TikTokLink.parse(form.replace("{handle}", handle).replace("{id}", id));

        assertThat(link.id()).isEqualTo(id);
        assertThat(link.handle()).isEqualTo(handle.toLowerCase(Locale.ROOT));
        assertThat(link.canonical()).isEqualTo(TikTokLink.ofVideoId(id).canonical());
    }

    @Property
    void idIsReadFromEveryFormWithoutHandle(@ForAll("ids") String id, @ForAll("formsWithoutHandle") String form) {
        TikTokLink link = TikTokLink.parse(form.replace("{id}", id));

        assertThat(link.id()).isEqualTo(id);
        assertThat(link.handle()).isNull();
        assertThat(link.canonical()).isEqualTo(TikTokLink.ofVideoId(id).canonical());
    }

    @Property
    void handleIsReadFromEveryProfileLink(@ForAll("handles") String handle, @ForAll("profileForms") String form) {
        assertThat(TikTokLink.parse(form.replace("{handle}", handle))).isEqualTo(TikTokLink.ofHandle(handle));
    }

    @Property
    void urlOfLinkIsParsedAsSameLink(@ForAll("links") String text) {
        TikTokLink link = TikTokLink.parse(text);
        TikTokLink again = TikTokLink.parse(link.url());

        assertThat(again.canonical()).isEqualTo(link.canonical());
        assertThat(again.url()).isEqualTo(link.url());
    }

    @Property
    void tailIsIgnored(@ForAll("links") String text, @ForAll("tails") String tail) {
        assertThat(TikTokLink.parse(text + tail)).isEqualTo(TikTokLink.parse(text));
    }

    @Property
    void caseOfHostIsIgnored(@ForAll("links") String text, @ForAll long caseBits) {
        int start = text.contains("://") ? text.indexOf("://") + 3 : 0;
        int end = text.indexOf('/', start);
        StringBuilder mixed = new StringBuilder(text);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            mixed.setCharAt(i, (caseBits >> i & 1) == 0 ? Character.toLowerCase(c) : Character.toUpperCase(c));
        }

        assertThat(TikTokLink.parse(mixed.toString())).isEqualTo(TikTokLink.parse(text));
    }

    @Property
    void anyTextIsSafeLinkOrRefused(@ForAll String text) {
        LinkInvariants.assertIsSafeLinkOrRefused(text);
    }

    @Property(tries = 20_000)
    void damagedLinkIsSafeLinkOrRefused(@ForAll("links") String text, @ForAll("damage") List<Damage> damage) {
        String damaged = text;
        for (Damage one : damage) {
            damaged = one.applyTo(damaged);
        }

        LinkInvariants.assertIsSafeLinkOrRefused(damaged);
    }

    @Property
    void anyTextInPartOfLinkIsSafeLinkOrRefused(@ForAll String text) {
        LinkInvariants.assertIsSafeLinkOrRefused("@" + text);
        LinkInvariants.assertIsSafeLinkOrRefused("https://www.tiktok.com/@" + text + "/video/1");
        LinkInvariants.assertIsSafeLinkOrRefused("https://" + text + "/@user/video/1");
        LinkInvariants.assertIsSafeLinkOrRefused("https://www.tiktok.com" + text + "/@user/video/1");
    }

    /** Replaces {@code length} characters at a relative position between 0 and 1. */
    record Damage(double position, int length, String replacement) {
        String applyTo(String text) {
            int start = (int) (position * text.length());
            int end = Math.min(text.length(), start + length);
            return text.substring(0, start) + replacement + text.substring(end);
        }
    }

    @Provide
    Arbitrary<List<Damage>> damage() {
        Arbitrary<String> replacement = Arbitraries.oneOf(
                Arbitraries.of(
                        "",
                        "/",
                        "//",
                        "\\",
                        "@",
                        ":",
                        ":443",
                        ".",
                        "%",
                        "%2F",
                        "%2e",
                        "%40",
                        "%00",
                        "?",
                        "#",
                        "\u0000",
                        " ",
                        "..",
                        "\u2028",
                        "ı",
                        "\u212A",
                        "。",
                        "[",
                        "]",
                        "evil.com",
                        "user@",
                        "http://",
                        "\uD83D"),
                Arbitraries.strings().ofMaxLength(3));
        return Combinators.combine(
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(0, 4),
                        replacement)
                .as(Damage::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> ids() {
        return Arbitraries.strings()
                .withChars(DIGITS)
                .ofMinLength(1)
                .ofMaxLength(19)
                .filter(id -> !id.matches("0+"));
    }

    @Provide
    Arbitrary<String> handles() {
        return Arbitraries.strings()
                .withChars(LETTERS + DIGITS + "_.")
                .ofMinLength(2)
                .ofMaxLength(24)
                .filter(handle -> !handle.matches("[0-9]+") && !handle.endsWith("."));
    }

    @Provide
    Arbitrary<String> formsWithHandle() {
        return written(LinkForms.postsWithHandle());
    }

    @Provide
    Arbitrary<String> formsWithoutHandle() {
        return written(LinkForms.postsWithoutHandle());
    }

    @Provide
    Arbitrary<String> profileForms() {
        return written(LinkForms.profiles());
    }

    /** Adds an optional scheme and an optional closing slash. */
    private static Arbitrary<String> written(List<String> forms) {
        return Combinators.combine(
                        Arbitraries.of("", "http://", "https://", "HTTPS://"),
                        Arbitraries.of(forms),
                        Arbitraries.of("", "/"))
                .as((scheme, form, slash) -> scheme + form + slash);
    }

    @Provide
    Arbitrary<String> links() {
        List<String> forms = Stream.of(
                        LinkForms.postsWithHandle(),
                        LinkForms.postsWithoutHandle(),
                        LinkForms.profiles(),
                        LinkForms.shortLinks())
                .flatMap(List::stream)
                .toList();
        Arbitrary<String> codes = Arbitraries.strings()
                .withChars(LETTERS + DIGITS + "_-")
                .ofMinLength(2)
                .ofMaxLength(31)
                .map(code -> "Z" + code);
        return Combinators.combine(written(forms), ids(), handles(), codes)
                .as((form, id, handle, code) ->
                        form.replace("{id}", id).replace("{handle}", handle).replace("{code}", code));
    }

    @Provide
    Arbitrary<String> tails() {
        Arbitrary<String> text = Arbitraries.strings().ofMaxLength(200).filter(tail -> tail.chars()
                .noneMatch(c -> c == '\\' || Character.isISOControl(c) || Grammar.isWhitespace(c)));
        return Combinators.combine(Arbitraries.of("?", "#", "?u=7516594811734854943&x=", "?#"), text)
                .as((start, rest) -> start + rest);
    }
}
