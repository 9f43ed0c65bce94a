package io.github.cameltiktok.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressGuardTest {

    private static final AddressGuard GUARD = new AddressGuard(TrustedOrigins.none());

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Addresses of this machine, in every form that a resolver may read
                "https://127.0.0.1/",
                "https://localhost/",
                "https://localhost./",
                "https://sub.localhost/",
                "https://127.1/",
                "https://127.0.1/",
                "https://2130706433/",
                "https://0177.0.0.1/",
                "https://0x7f.1/",
                "https://0x7f000001/",
                "https://017700000001/",
                "https://127.0.0.1./",
                "https://0.0.0.0/",
                "https://0/",
                "https://[::1]/",
                "https://[::]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://[0:0:0:0:0:0:0:1]/",
                "https://１２７.0.0.1/",
                "https://127。0。0。1/",
                "https://①②⑦.0.0.1/",
                "https://%31%32%37.0.0.1/",
                // Public addresses as literals, and names that are not public
                "https://93.184.216.34/",
                "https://1.1.1.256/",
                "https://example.com.0x1/",
                "https://[2606:4700::1111]/",
                "https://[fe80::1%25eth0]/",
                "https://intranet/",
                // Schemes, ports, user names, fragments
                "http://hooks.example.com/",
                "HTTP://hooks.example.com/",
                "ftp://hooks.example.com/",
                "file:///etc/passwd",
                "https:/hooks.example.com/",
                "https:hooks.example.com",
                "//hooks.example.com/",
                "hooks.example.com/path",
                "",
                "https://hooks.example.com:80/",
                "https://hooks.example.com:8443/",
                "https://hooks.example.com:0/",
                "https://hooks.example.com:99999/",
                "https://hooks.example.com:443x/",
                "https://user@hooks.example.com/",
                "https://user:password@hooks.example.com/",
                "https://hooks.example.com@127.0.0.1/",
                "https://hooks.example.com/#fragment",
                "https://hooks.example.com\\@127.0.0.1/",
                "https://hooks.example.com/\r\nHost: localhost",
                "https://hooks.example.com /",
                "https://under_score.example.com/",
                "https://-hyphen.example.com/",
                "https://..example.com/",
                "https://./",
                "https:///path",
            })
    void urlIsRefused(String url) {
        assertThatThrownBy(() -> GUARD.check(url, Set.of()))
                .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                .satisfies(problem -> {
                    assertThat(problem.type()).isEqualTo(ProblemType.INVALID_REQUEST);
                    assertThat(problem.errors()).singleElement().satisfies(error -> assertThat(error.pointer())
                            .isEqualTo("/callbackUrl"));
                });
    }

    @ParameterizedTest
    @CsvSource({
        "https://hooks.zapier.com/hooks/standard/1/abc/, https://hooks.zapier.com/hooks/standard/1/abc/",
        "https://hook.eu1.make.com/abc, https://hook.eu1.make.com/abc",
        "https://HOOKS.Example.COM:443/Path?a=B%20c&sig=x, https://hooks.example.com:443/Path?a=B%20c&sig=x",
        "https://hooks.example.com, https://hooks.example.com/",
        "https://hooks.example.com./x, https://hooks.example.com/x",
        "https://bücher.example/x, https://xn--bcher-kva.example/x",
        "https://例え.テスト/フック, https://xn--r8jz45g.xn--zckzah/%E3%83%95%E3%83%83%E3%82%AF",
    })
    void urlIsAcceptedWithItsHostInAscii(String url, String expected) {
        assertThat(GUARD.check(url, Set.of())).hasToString(expected);
    }

    @Test
    void longUrlIsRefused() {
        String url = "https://hooks.example.com/" + "x".repeat(2_048);
        assertThatThrownBy(() -> GUARD.check(url, Set.of()))
                .hasMessage("callbackUrl has 2074 characters. The maximum is 2048.");
    }

    @Test
    void messageOmitsPathAndPassword() {
        assertThatThrownBy(() -> GUARD.check("https://joe:hunter2@127.0.0.1/secret-path?token=t", Set.of()))
                .hasMessageNotContainingAny("hunter2", "secret-path", "token");
    }

    @Test
    void callerWithListedHostsReachesOnlyThose() {
        Set<String> hosts = Set.of("hooks.zapier.com", "*.make.com");
        assertThat(GUARD.check("https://hooks.zapier.com/a", hosts)).hasHost("hooks.zapier.com");
        assertThat(GUARD.check("https://hook.eu1.make.com/a", hosts)).hasHost("hook.eu1.make.com");
        for (String url : Set.of("https://make.com/", "https://evilmake.com/", "https://a.hooks.zapier.com/")) {
            assertThatThrownBy(() -> GUARD.check(url, hosts))
                    .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                    .extracting(ProblemException::type)
                    .isEqualTo(ProblemType.FORBIDDEN);
        }
    }

    @Test
    void listedOriginIsAcceptedWithItsPortOnly() {
        AddressGuard guard = new AddressGuard(
                TrustedOrigins.of(Set.of("http://n8n:5678", "https://10.0.0.7", "https://[fd00::7]:8443"), false));
        assertThat(guard.check("http://n8n:5678/webhook/x", Set.of())).hasToString("http://n8n:5678/webhook/x");
        assertThat(guard.check("https://10.0.0.7/x", Set.of())).hasHost("10.0.0.7");
        assertThat(guard.check("https://[fd00::7]:8443/x", Set.of())).hasToString("https://[fd00::7]:8443/x");
        for (String url : Set.of("http://n8n/", "https://n8n:5678/", "http://10.0.0.7/", "https://10.0.0.8/")) {
            assertThatThrownBy(() -> guard.check(url, Set.of())).isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void demoReachesThisMachineAndNoOther() {
        AddressGuard guard = new AddressGuard(TrustedOrigins.of(Set.of(), true));
        for (String url : Set.of("http://localhost:5678/x", "http://127.0.0.1:80/x", "https://[::1]:8443/x")) {
            assertThat(guard.check(url, Set.of())).hasToString(url);
        }
        for (String url :
                Set.of("http://127.1/", "http://0.0.0.0/", "http://192.168.0.1/", "http://169.254.169.254/")) {
            assertThatThrownBy(() -> guard.check(url, Set.of())).isInstanceOf(ProblemException.class);
        }
    }
}
