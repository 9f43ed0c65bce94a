package io.github.cameltiktok.benchmark.contender;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CancellationException;
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
import org.apache.hc.core5.io.CloseMode;

/** The lower bound: one call and its JSON tree, without limits, deadline, error mapping or record. */
public final class BareLookups implements Lookups {

    private final CloseableHttpAsyncClient client;
    private final URI uri;
    private final ObjectMapper json = new ObjectMapper();

    private BareLookups(CloseableHttpAsyncClient client, URI uri) {
        this.client = client;
        this.uri = uri;
    }

    /**
     * Starts the client.
     *
     * @param server address of the stub server
     * @param inFlight maximum number of lookups in flight
     */
    public static BareLookups start(String server, int inFlight) {
        CloseableHttpAsyncClient client = HttpAsyncClients.custom()
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setDefaultTlsConfig(TlsConfig.custom()
                                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                                .build())
                        .setMaxConnTotal(inFlight)
                        .setMaxConnPerRoute(inFlight)
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
        client.start();
        return new BareLookups(client, URI.create(server + CamelHttpRoute.PATH));
    }

    @Override
    public boolean isBlocking() {
        return false;
    }

    @Override
    public void find(String link, LookupCallback callback) {
        client.execute(
                AsyncRequestBuilder.post(uri)
                        .addHeader("Authorization", "Bearer " + CamelHttpRoute.API_KEY)
                        .addHeader("Accept", "application/json")
                        .setEntity("{\"url\":\"" + link + "\",\"requestSource\":\"API\"}", ContentType.APPLICATION_JSON)
                        .build(),
                new BasicResponseConsumer<>(new BasicAsyncEntityConsumer()),
                new FutureCallback<Message<HttpResponse, byte[]>>() {
                    @Override
                    public void completed(Message<HttpResponse, byte[]> answer) {
                        read(answer.getBody(), callback);
                    }

                    @Override
                    public void failed(Exception cause) {
                        callback.completed(null, cause);
                    }

                    @Override
                    public void cancelled() {
                        callback.completed(null, new CancellationException());
                    }
                });
    }

    private void read(byte[] body, LookupCallback callback) {
        JsonNode tree;
        try {
            tree = json.readTree(body);
        } catch (IOException e) {
            callback.completed(null, e);
            return;
        }
        callback.completed(tree.path("id").textValue(), null);
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
