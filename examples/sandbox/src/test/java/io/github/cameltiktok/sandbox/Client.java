package io.github.cameltiktok.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Calls the sandbox like a provider's client, with the accepted key or another one. */
final class Client {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Sandbox sandbox;
    private final Map<String, String> keys;

    Client(Sandbox sandbox) {
        this(
                sandbox,
                Map.of(
                        "apidirect", sandbox.apiKey("apidirect"),
                        "dumplingai", sandbox.apiKey("dumplingai"),
                        "peekalink", sandbox.apiKey("peekalink")));
    }

    private Client(Sandbox sandbox, Map<String, String> keys) {
        this.sandbox = sandbox;
        this.keys = keys;
    }

    /** Returns a client with this key for every provider. */
    Client withKey(String key) {
        return new Client(sandbox, Map.of("apidirect", key, "dumplingai", key, "peekalink", key));
    }

    HttpResponse<byte[]> apiDirectVideo(String parameter, String value) {
        return apiDirect("/v1/tiktok/video?" + parameter + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    HttpResponse<byte[]> apiDirectUser(String parameter, String value) {
        return apiDirect("/v1/tiktok/user?" + parameter + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    HttpResponse<byte[]> apiDirect(String target) {
        return send(HttpRequest.newBuilder(URI.create(sandbox.baseUrl("apidirect") + target))
                .header("X-API-Key", keys.get("apidirect"))
                .build());
    }

    HttpResponse<byte[]> dumplingVideo(String url) {
        return dumpling("/api/v1/get-tiktok-video", object("url", url));
    }

    HttpResponse<byte[]> dumplingUser(String handle) {
        return dumpling("/api/v1/get-tiktok-profile", object("handle", handle));
    }

    HttpResponse<byte[]> dumpling(String path, String body) {
        return post("dumplingai", path, body);
    }

    HttpResponse<byte[]> peekalink(String link) {
        return post("peekalink", "/", object("link", link));
    }

    HttpResponse<byte[]> video(String provider, String id) {
        String url = "https://www.tiktok.com/@_/video/" + id;
        return switch (provider) {
            case "apidirect" -> apiDirectVideo("video_id", id);
            case "dumplingai" -> dumplingVideo(url);
            default -> peekalink(url);
        };
    }

    HttpResponse<byte[]> user(String provider, String handle) {
        return switch (provider) {
            case "apidirect" -> apiDirectUser("username", handle);
            case "dumplingai" -> dumplingUser(handle);
            default -> peekalink("https://www.tiktok.com/@" + handle);
        };
    }

    HttpResponse<byte[]> post(String provider, String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(sandbox.baseUrl(provider) + path))
                .header("Authorization", "Bearer " + keys.get(provider))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    static HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder apiDirectRequest(String target, Duration timeout) {
        return HttpRequest.newBuilder(URI.create(sandbox.baseUrl("apidirect") + target))
                .header("X-API-Key", keys.get("apidirect"))
                .timeout(timeout);
    }

    static JsonNode json(HttpResponse<byte[]> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(text(response), e);
        }
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static String object(String field, String value) {
        return JsonNodeFactory.instance.objectNode().put(field, value).toString();
    }
}
