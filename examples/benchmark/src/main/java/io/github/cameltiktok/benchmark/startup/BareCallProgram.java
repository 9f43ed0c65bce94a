package io.github.cameltiktok.benchmark.startup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltiktok.benchmark.process.Measurement;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityConsumer;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.apache.hc.core5.http.nio.support.BasicResponseConsumer;
import org.apache.hc.core5.http2.HttpVersionPolicy;

/**
 * One call with HttpClient and its JSON tree, the lower bound of a first lookup. The client exists before the call, as in a
 * started route. It must use only HttpClient and Jackson.
 */
final class BareCallProgram {

    private static final String ID = StartUpProgram.ID;

    private BareCallProgram() {}

    /** @param arguments server address */
    public static void main(String[] arguments) throws Exception {
        CloseableHttpAsyncClient client = HttpAsyncClients.custom()
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setDefaultTlsConfig(TlsConfig.custom()
                                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                                .build())
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
        client.start();
        ObjectMapper json = new ObjectMapper();
        ProcessTimes.startUntil(System.currentTimeMillis()).print();

        long before = System.nanoTime();
        CompletableFuture<byte[]> body = new CompletableFuture<>();
        client.execute(
                AsyncRequestBuilder.post(URI.create(arguments[0] + "/api/v1/get-tiktok-video"))
                        .addHeader("Authorization", "Bearer sk_benchmark")
                        .addHeader("Accept", "application/json")
                        .setEntity(
                                "{\"url\":\"https://www.tiktok.com/@a/video/" + ID + "\",\"requestSource\":\"API\"}",
                                ContentType.APPLICATION_JSON)
                        .build(),
                new BasicResponseConsumer<>(new BasicAsyncEntityConsumer()),
                new FutureCallback<Message<HttpResponse, byte[]>>() {
                    @Override
                    public void completed(Message<HttpResponse, byte[]> answer) {
                        body.complete(answer.getBody());
                    }

                    @Override
                    public void failed(Exception cause) {
                        body.completeExceptionally(cause);
                    }

                    @Override
                    public void cancelled() {
                        body.cancel(false);
                    }
                });
        JsonNode tree = json.readTree(body.get());
        new Measurement(StartUp.FIRST, (System.nanoTime() - before) / 1e6, "ms").print();
        ProcessTimes.cpu().print();
        if (!tree.path("id").asText().equals(ID)) {
            throw new IllegalStateException("answer of another subject than " + ID + ": " + tree);
        }
        System.exit(0);
    }
}
