package io.github.cameltiktok.springboot;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.github.cameltiktok.TikTokUnavailableException;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Lookups over TLS at a server with its own certificate, with application-tls.yaml, which docs/guides/spring-boot.md shows. */
final class SslBundleTest {

    private static final String PASSWORD = "changeit";

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    @TempDir
    static Path folder;

    private static Path certificate;
    private static WireMockServer server;

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    CamelAutoConfiguration.class, SslAutoConfiguration.class, TikTokAutoConfiguration.class))
            .withPropertyValues(
                    "camel.component.tiktok.apidirect.base-url=https://127.0.0.1:" + server.httpsPort() + "/apidirect",
                    "camel.component.tiktok.apidirect.api-key=" + sandbox.get().apiKey("apidirect"),
                    "camel.component.tiktok.max-retries=0",
                    "CA_FILE=" + certificate);

    @BeforeAll
    static void startServer() throws Exception {
        Path store = folder.resolve("keys.p12");
        keytool(store, "-genkeypair", "-keyalg", "EC", "-dname", "CN=test", "-ext", "san=ip:127.0.0.1");
        certificate = folder.resolve("ca.pem");
        keytool(store, "-exportcert", "-rfc", "-file", certificate.toString());
        server = new WireMockServer(options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .dynamicHttpsPort()
                .keystoreType("PKCS12")
                .keystorePath(store.toString())
                .keystorePassword(PASSWORD)
                .keyManagerPassword(PASSWORD));
        server.start();
        server.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .proxiedFrom("http://127.0.0.1:" + sandbox.get().port())));
    }

    @AfterAll
    static void stopServer() {
        server.stop();
    }

    @Test
    void certificateOfTheBundleIsTrusted() {
        application
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withPropertyValues("spring.profiles.active=tls")
                .run(context -> assertThat(
                                lookup(context.getBean(ProducerTemplate.class)).id())
                        .isEqualTo("7516594811734854943"));
    }

    @Test
    void certificateIsNotTrustedWithoutBundle() {
        application.run(context -> assertThatThrownBy(() -> lookup(context.getBean(ProducerTemplate.class)))
                .hasCauseInstanceOf(TikTokUnavailableException.class)
                .hasStackTraceContaining("SSLHandshakeException"));
    }

    private static TikTokVideo lookup(ProducerTemplate template) {
        return template.requestBody("tiktok:video?provider=apidirect", "7516594811734854943", TikTokVideo.class);
    }

    /** Runs the JDK's keytool with the entry {@code test} of a key store. */
    private static void keytool(Path store, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "test", "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).as(output).isZero();
    }
}
