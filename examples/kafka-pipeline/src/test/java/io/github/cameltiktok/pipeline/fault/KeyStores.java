package io.github.cameltiktok.pipeline.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Self-signed certificates of a broker and of its client, made with the JDK's {@code keytool}. Each trusts the other's.
 * Immutable.
 */
final class KeyStores {

    /** The principal of the client, as the broker sees it. */
    static final String CLIENT = "User:CN=pipeline";

    private static final String PASSWORD = "changeit";

    private final Path folder;

    private KeyStores(Path folder) {
        this.folder = folder;
    }

    /** Creates certificates in a folder. */
    static KeyStores create(Path folder) {
        KeyStores stores = new KeyStores(folder);
        stores.create("broker");
        stores.create("pipeline");
        return stores;
    }

    /** Returns the TLS settings of the broker, by Kafka's names. */
    Map<String, String> broker() {
        return settings("broker", "pipeline");
    }

    /** Returns the TLS settings of the client, by Kafka's names. */
    Map<String, String> client() {
        return settings("pipeline", "broker");
    }

    private Map<String, String> settings(String own, String trusted) {
        return Map.of(
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.location",
                store(own),
                "ssl.keystore.password",
                PASSWORD,
                "ssl.key.password",
                PASSWORD,
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate(trusted));
    }

    private void create(String name) {
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=ip:127.0.0.1,dns:localhost",
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                store(name),
                "-storepass",
                PASSWORD);
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                name,
                "-file",
                certificate(name),
                "-keystore",
                store(name),
                "-storepass",
                PASSWORD);
    }

    private String store(String name) {
        return folder.resolve(name + ".p12").toString();
    }

    private String certificate(String name) {
        return folder.resolve(name + ".pem").toString();
    }

    private static void keytool(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while keytool ran", e);
        }
    }
}
