package io.github.cameltiktok.gateway.http;

import io.github.cameltiktok.gateway.api.Call;
import io.github.cameltiktok.gateway.api.Operation;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.api.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Serves the page, its modules, the viewer of the OpenAPI document and the connectors, from the class path. Thread-safe. */
public final class PageApi {

    private static final String PAGE = "/page/";
    private static final String CONNECTORS = "/platforms/";
    private static final String VIEWER = "/META-INF/resources/webjars/swagger-ui/";
    private static final String VIEWER_VERSION = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final Pattern FILE = Pattern.compile("[a-z][a-z0-9-]*\\.(html|css|js|json|svg|zip)");
    /** Pictures of records come from many hosts; nothing else does. */
    private static final String PAGE_POLICY =
            "default-src 'self'; img-src 'self' https:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    /** Swagger UI sets styles of elements, and has pictures in its style sheet. */
    private static final String VIEWER_POLICY =
            "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline';"
                    + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "zip", "application/zip");

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final String viewer = viewerFolder();

    /** Returns the operations for {@code /}, {@code /docs}, {@code /page/*} and {@code /platforms/*}, which need no key. */
    public List<Operation> operations() {
        return List.of(
                new Operation("getPage", "GET", "/", null, call -> file(PAGE, "index.html", PAGE_POLICY)),
                new Operation("getDocs", "GET", "/docs", null, call -> file(PAGE, "docs.html", VIEWER_POLICY)),
                new Operation(
                        "getDocsFile",
                        "GET",
                        "/docs/{file}",
                        null,
                        call -> file(viewer, fileName(call), VIEWER_POLICY)),
                new Operation(
                        "getPageFile", "GET", "/page/{file}", null, call -> file(PAGE, fileName(call), PAGE_POLICY)),
                new Operation(
                        "getConnector",
                        "GET",
                        "/platforms/{file}",
                        null,
                        call -> file(CONNECTORS, fileName(call), PAGE_POLICY)));
    }

    private static String fileName(Call call) {
        return call.path().getOrDefault("file", "");
    }

    private CompletionStage<Reply> file(String folder, String name, String policy) {
        byte[] content = FILE.matcher(name).matches() ? files.computeIfAbsent(folder + name, PageApi::read) : null;
        if (content == null) {
            return CompletableFuture.failedFuture(
                    new ProblemException(ProblemType.NOT_FOUND, "There is no such file."));
        }
        String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
        Map<String, String> headers = Map.of(
                "Content-Type", type,
                "Cache-Control", "no-cache",
                "Content-Security-Policy", policy);
        return CompletableFuture.completedFuture(new Reply(200, headers, new Reply.Bytes(content)));
    }

    private static String viewerFolder() {
        try (InputStream file = PageApi.class.getResourceAsStream(VIEWER_VERSION)) {
            Properties properties = new Properties();
            if (file != null) {
                properties.load(file);
            }
            return VIEWER + properties.getProperty("version") + '/';
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte @Nullable [] read(String path) {
        try (InputStream content = PageApi.class.getResourceAsStream(path)) {
            return content == null ? null : content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
