package io.github.cameltiktok.gateway.http;

import io.github.cameltiktok.gateway.api.Call;
import io.github.cameltiktok.gateway.api.OpenApiDocument;
import io.github.cameltiktok.gateway.api.Operation;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.api.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page, the OpenAPI document and its viewer: files of the class path, without a key. Thread-safe. */
public final class StaticFiles {

    private static final String PAGE = "/page/";
    private static final String SWAGGER_UI = "/META-INF/resources/webjars/swagger-ui/5.35.0/";

    /** No separators, so that no path leaves the folder. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,40}\\.(?:html|css|js|svg)");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    /** Pictures of records come from many hosts; nothing else does. */
    private static final String PAGE_POLICY =
            "default-src 'self'; img-src 'self' https:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    /** Swagger UI sets styles of elements, and has pictures in its style sheet. */
    private static final String VIEWER_POLICY =
            "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";

    private final OpenApiDocument document;
    private final Map<String, Reply> files = new ConcurrentHashMap<>();

    public StaticFiles(OpenApiDocument document) {
        this.document = document;
    }

    /** Returns the operations; only {@code getOpenApi} is in the OpenAPI document. */
    public List<Operation> operations() {
        return List.of(
                new Operation("getOpenApi", "GET", "/openapi.json", null, this::openApi),
                new Operation("page", "GET", "/", null, call -> file(PAGE, "index.html", PAGE_POLICY)),
                new Operation("pageFile", "GET", "/page/{file}", null, call -> file(PAGE, name(call), PAGE_POLICY)),
                new Operation("viewer", "GET", "/docs", null, call -> file(PAGE, "docs.html", VIEWER_POLICY)),
                new Operation(
                        "viewerFile",
                        "GET",
                        "/docs/{file}",
                        null,
                        call -> file(SWAGGER_UI, name(call), VIEWER_POLICY)));
    }

    private static String name(Call call) {
        return call.path().getOrDefault("file", "");
    }

    private CompletionStage<Reply> openApi(Call call) {
        return CompletableFuture.completedFuture(new Reply(
                200,
                Map.of("Content-Type", "application/json", "Cache-Control", "no-cache"),
                new Reply.Bytes(document.json(call.publicUrl()))));
    }

    private CompletionStage<Reply> file(String folder, String name, String policy) {
        Reply known = files.get(folder + name);
        if (known == null) {
            known = read(folder, name, policy);
            if (known == null) {
                return CompletableFuture.failedFuture(
                        new ProblemException(ProblemType.NOT_FOUND, "The gateway has no such file. Its page is at /."));
            }
            files.put(folder + name, known);
        }
        return CompletableFuture.completedFuture(known);
    }

    private static @Nullable Reply read(String folder, String name, String policy) {
        if (!NAME.matcher(name).matches()) {
            return null;
        }
        try (InputStream in = StaticFiles.class.getResourceAsStream(folder + name)) {
            if (in == null) {
                return null;
            }
            Map<String, String> headers = new TreeMap<>();
            headers.put("Content-Type", TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
            headers.put("Content-Security-Policy", policy);
            headers.put("Referrer-Policy", "no-referrer");
            // A new version of the gateway must not run with files of an old one.
            headers.put("Cache-Control", "no-cache");
            return new Reply(200, headers, new Reply.Bytes(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
