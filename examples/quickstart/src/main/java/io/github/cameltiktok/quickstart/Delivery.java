package io.github.cameltiktok.quickstart;

import io.github.cameltiktok.sandbox.ReceivedWebhook;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A result received by the webhook.
 *
 * @param path path without query
 * @param requestSource request source in the query, or null
 * @param bytes size of the body
 */
record Delivery(
        String path,
        @Nullable String requestSource,
        @Nullable String contentType,
        int bytes) {

    private static final String TAG = "requestSource=";

    static Delivery of(ReceivedWebhook webhook) {
        String[] target = webhook.path().split("\\?", 2);
        String requestSource = Arrays.stream(target)
                .skip(1)
                .flatMap(query -> Arrays.stream(query.split("&")))
                .filter(parameter -> parameter.startsWith(TAG))
                .map(parameter -> parameter.substring(TAG.length()))
                .findFirst()
                .orElse(null);
        return new Delivery(
                target[0],
                requestSource,
                webhook.headers().get("Content-Type"),
                webhook.body().getBytes(StandardCharsets.UTF_8).length);
    }
}
