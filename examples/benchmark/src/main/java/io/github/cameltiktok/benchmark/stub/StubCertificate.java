package io.github.cameltiktok.benchmark.stub;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;

/**
 * A self-signed certificate of the stub server, and the trust store of its clients. The trust store also has the JVM's own
 * certificates, because loading them is part of the first call over TLS.
 *
 * @param keyStore file with key and certificate
 * @param trustStore file with the trusted certificates
 */
public record StubCertificate(Path keyStore, Path trustStore) {

    static final String PASSWORD = "benchmark";

    private static final String ALIAS = "stub";

    /** Creates both files in a folder, with the JDK's {@code keytool}. */
    public static StubCertificate create(Path folder) throws IOException, InterruptedException {
        StubCertificate created = new StubCertificate(folder.resolve("stub-key.p12"), folder.resolve("stub-trust.jks"));
        Files.deleteIfExists(created.keyStore);
        Path home = Path.of(System.getProperty("java.home"));
        Process keytool = new ProcessBuilder(
                        home.resolve("bin").resolve("keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        created.keyStore.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        int exitCode = keytool.waitFor();
        if (exitCode != 0) {
            throw new IOException(
                    "keytool failed with exit code " + exitCode + ", see " + folder.resolve("keytool.log"));
        }
        try {
            created.writeTrustStore(home.resolve("lib").resolve("security").resolve("cacerts"));
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot write " + created.trustStore, e);
        }
        return created;
    }

    private void writeTrustStore(Path ofJvm) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("JKS");
        trusted.load(null, null);
        KeyStore own = KeyStore.getInstance(keyStore.toFile(), PASSWORD.toCharArray());
        trusted.setCertificateEntry(ALIAS, own.getCertificate(ALIAS));
        // Without a password, which differs between distributions, its integrity is not checked.
        KeyStore others = KeyStore.getInstance(ofJvm.toFile(), (char[]) null);
        for (String alias : Collections.list(others.aliases())) {
            trusted.setCertificateEntry(alias, others.getCertificate(alias));
        }
        try (OutputStream out = Files.newOutputStream(trustStore)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
    }

    /** Returns the JVM option of clients. */
    public String trustOption() {
        return "-Djavax.net.ssl.trustStore=" + trustStore;
    }
}
