package io.github.cameltiktok.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagementTest {

    @TempDir
    Path folder;

    @Test
    void healthAndMetricsHaveTheirOwnPort() {
        try (GatewayFixture gateway =
                GatewayFixture.in(folder).with("gateway.management-port", "0").start()) {
            URI address = gateway.server().managementUrl();

            gateway.get("/v1/video?subject=7000000000000000001&requestSource=ZAPIER");
            HttpResponse<String> health = gateway.send(HttpRequest.newBuilder(URI.create(address + "/observe/health")));
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(GatewayFixture.json(health).path("status").textValue()).isEqualTo("UP");
            HttpResponse<String> metrics =
                    gateway.send(HttpRequest.newBuilder(URI.create(address + "/observe/metrics")));
            assertThat(metrics.body())
                    .contains("gateway_calls_total{caller=\"test\",requestSource=\"ZAPIER\"")
                    .doesNotContain(gateway.key());

            assertThat(gateway.get("/observe/health").statusCode()).isEqualTo(404);
            assertThat(gateway.get("/observe/metrics").statusCode()).isEqualTo(404);
            HttpRequest.Builder lookup = HttpRequest.newBuilder(URI.create(address + "/v1/me"));
            assertThat(gateway.send(lookup).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void portInUseIsReportedWithItsSetting() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());

            assertThatIllegalStateException()
                    .isThrownBy(() ->
                            GatewayFixture.in(folder).with("gateway.port", port).start())
                    .withMessageContaining("port " + port)
                    .withMessageContaining("set gateway.port");
            assertThatIllegalStateException()
                    .isThrownBy(() -> GatewayFixture.in(folder)
                            .with("gateway.management-port", port)
                            .start())
                    .withMessageContaining("port " + port)
                    .withMessageContaining("set gateway.management-port");
        }
    }
}
