package io.github.cameltiktok.gateway.http;

import io.github.cameltiktok.gateway.api.Call;
import io.github.cameltiktok.gateway.api.OpenApiDocument;
import io.github.cameltiktok.gateway.api.Operation;
import io.github.cameltiktok.gateway.api.Reply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Serves the OpenAPI document. Thread-safe. */
public final class DocumentApi {

    private final OpenApiDocument document;
    private volatile byte @Nullable [] json;

    public DocumentApi(OpenApiDocument document) {
        this.document = document;
    }

    /** Returns the operation {@code getOpenApi}, which needs no key. */
    public List<Operation> operations() {
        return List.of(new Operation("getOpenApi", "GET", "/openapi.json", null, this::get));
    }

    private CompletionStage<Reply> get(Call call) {
        byte[] content = json;
        if (content == null) {
            content = document.json(call.publicUrl());
            json = content;
        }
        Map<String, String> headers =
                Map.of("Content-Type", "application/json", "Cache-Control", "public, max-age=300");
        return CompletableFuture.completedFuture(new Reply(200, headers, new Reply.Bytes(content)));
    }
}
