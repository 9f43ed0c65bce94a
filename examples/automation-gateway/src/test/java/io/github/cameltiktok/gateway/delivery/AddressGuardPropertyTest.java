package io.github.cameltiktok.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import java.net.URI;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Callback URLs as strangers may write them. The seed is fixed; 100,000 tries without one found nothing. */
final class AddressGuardPropertyTest {

    private static final AddressGuard GUARD = new AddressGuard(TrustedOrigins.none());

    @Property(tries = 2_000, seed = "20261201")
    void urlIsRefusedOrPublicAndPlain(@ForAll("urls") String text) {
        assertIsRefusedOrPublicAndPlain(text);
    }

    static void assertIsRefusedOrPublicAndPlain(String text) {
        URI accepted;
        try {
            accepted = GUARD.check(text, Set.of());
        } catch (ProblemException refused) {
            assertThat(refused.type()).isIn(ProblemType.INVALID_REQUEST, ProblemType.FORBIDDEN);
            return;
        }
        assertThat(accepted.getScheme()).isEqualToIgnoringCase("https");
        assertThat(accepted.getPort()).isIn(-1, 443);
        assertThat(accepted.getRawUserInfo()).isNull();
        assertThat(accepted.getRawFragment()).isNull();
        // The last part of a name that is not numeric.
        assertThat(accepted.getHost()).matches("(?i).+\\.[a-z][a-z0-9-]*\\.?");
        assertThat(GUARD.check(accepted.toString(), Set.of())).isEqualTo(accepted);
    }

    @Provide
    Arbitrary<String> urls() {
        Arbitrary<String> scheme = Arbitraries.of("https", "HTTPS", "http", "file", "jar:https", "");
        Arbitrary<String> user = Arbitraries.of("", "", "", "user@", "user:pass@", "example.com@", "%40@");
        Arbitrary<String> host = Arbitraries.oneOf(
                Arbitraries.of(
                        "hooks.example.com",
                        "127.0.0.1",
                        "127.1",
                        "2130706433",
                        "0x7f.1",
                        "0177.0.0.1",
                        "[::1]",
                        "[::ffff:127.0.0.1]",
                        "localhost",
                        "example.com.",
                        "1.2.3.4.",
                        "ⓔxample.com",
                        "example。com",
                        "a..b",
                        "-a.com"),
                Arbitraries.strings().withChars("0123456789.xaf:[]%-_@\\").ofMaxLength(20),
                Arbitraries.strings().ofMaxLength(12));
        Arbitrary<String> port = Arbitraries.of("", "", ":443", ":80", ":0", ":99999", ":", ":0443");
        Arbitrary<String> rest = Arbitraries.of("", "/", "/hook?a=b", "#f", "/a\tb", "/%00", "\\@example.com", "//x");
        return Combinators.combine(scheme, user, host, port, rest)
                .as((aScheme, aUser, aHost, aPort, aRest) -> aScheme + "://" + aUser + aHost + aPort + aRest);
    }
}
