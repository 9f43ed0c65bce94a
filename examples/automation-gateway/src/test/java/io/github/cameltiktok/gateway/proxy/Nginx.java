package io.github.cameltiktok.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltiktok.gateway.GatewayFixture;
import io.github.cameltiktok.gateway.delivery.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process of nginx with the configuration of the docs. Only ports and certificate differ. */
final class Nginx implements AutoCloseable {

    private static final Path SITE = Path.of("proxy", "nginx.conf");

    /** Debian's defaults are folders of root. */
    private static final String MAIN = """
            daemon off;
            master_process off;
            pid nginx.pid;
            error_log stderr;
            events {}
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                scgi_temp_path scgi;
                uwsgi_temp_path uwsgi;
                include site.conf;
            }
            """;

    private final Process process;

    private Nginx(Process process) {
        this.process = process;
    }

    /** Returns the program; empty if it is not installed. */
    static Optional<Path> program() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":", -1)), Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Nginx start(Path folder, int port, int gatewayPort, Path keys) throws IOException {
        Path certificate = folder.resolve("gateway.pem");
        Files.writeString(certificate, Certificates.pem(keys));
        Files.writeString(folder.resolve("nginx.conf"), MAIN);
        Files.writeString(folder.resolve("site.conf"), site(port, gatewayPort, certificate));
        Process process = new ProcessBuilder(List.of(
                        program().orElseThrow().toString(),
                        "-p",
                        folder.toString(),
                        "-c",
                        "nginx.conf",
                        "-e",
                        "stderr"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.txt").toFile())
                .start();
        await().atMost(GatewayFixture.PATIENCE).until(() -> {
            assertThat(process.isAlive())
                    .as(Files.readString(folder.resolve("nginx.txt")))
                    .isTrue();
            return accepts(port);
        });
        return new Nginx(process);
    }

    private static String site(int port, int gatewayPort, Path certificate) throws IOException {
        String site = Files.readString(SITE);
        return Stream.of(
                        List.of("listen 443 ", "listen 127.0.0.1:" + port + ' '),
                        List.of("gateway.example.com", "localhost"),
                        List.of("/etc/ssl/certs/gateway.pem", certificate.toString()),
                        List.of("/etc/ssl/private/gateway.key", certificate.toString()),
                        List.of("127.0.0.1:8080", "127.0.0.1:" + gatewayPort))
                .reduce(
                        site,
                        (text, change) -> {
                            assertThat(text).contains(change.get(0));
                            return text.replace(change.get(0), change.get(1));
                        },
                        (first, second) -> second);
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(GatewayFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }
}
