package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;

/** Self-signed certificates, created by the JDK's keytool. */
public final class KeyStores {

    private static final String PASSWORD = "changeit";

    /** Shared by all tests of a JVM, because keytool takes a second. */
    private static final Map<String, Path> STORES = new ConcurrentHashMap<>();

    private KeyStores() {}

    /** Creates a key store with a certificate for a name, such as {@code dns:example} or {@code ip:127.0.0.1}. */
    public static Path selfSigned(String alternativeName) {
        return STORES.computeIfAbsent(alternativeName, KeyStores::create);
    }

    private static Path create(String alternativeName) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "test-keys"));
            Path store = Files.createTempDirectory(folder, "store").resolve("keys.p12");
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "test",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=test",
                            "-ext",
                            "san=" + alternativeName,
                            "-validity",
                            "30",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            PASSWORD)
                    .redirectErrorStream(true)
                    .start();
            String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(keytool.exitValue()).as(output).isZero();
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns server settings that present the certificate. */
    public static SSLContextParameters serving(Path store) {
        KeyManagersParameters keys = new KeyManagersParameters();
        keys.setKeyStore(read(store));
        keys.setKeyPassword(PASSWORD);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setKeyManagers(keys);
        return parameters;
    }

    /** Returns client settings that trust only this certificate. */
    public static SSLContextParameters trusting(Path store) {
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(read(store));
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        return parameters;
    }

    private static KeyStoreParameters read(Path store) {
        KeyStoreParameters parameters = new KeyStoreParameters();
        parameters.setResource("file:" + store);
        parameters.setType("PKCS12");
        parameters.setPassword(PASSWORD);
        return parameters;
    }
}
