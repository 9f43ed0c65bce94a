package io.github.cameltiktok.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameltiktok.gateway.api.Call;
import io.github.cameltiktok.gateway.api.Operation;
import io.github.cameltiktok.gateway.api.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PageApiTest {

    private static final int LARGEST_PAGE = 150 * 1024;
    private static final Pattern LINKS = Pattern.compile("(?:href|src)=\"/page/([^\"]+)\"|from \"\\./([^\"]+)\"");

    private final PageApi files = new PageApi();

    private Reply get(String operation, String file) {
        Operation found = files.operations().stream()
                .filter(candidate -> candidate.id().equals(operation))
                .findFirst()
                .orElseThrow();
        return found.handler()
                .handle(new Call(
                        "r",
                        null,
                        Map.of("file", file),
                        Map.of(),
                        Map.of(),
                        null,
                        "http://127.0.0.1:1",
                        new CompletableFuture<>()))
                .toCompletableFuture()
                .join();
    }

    private static String text(Reply reply) {
        return new String(((Reply.Bytes) reply.body()).content(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "getPage, '', text/html; charset=utf-8",
        "getPageFile, page.css, text/css; charset=utf-8",
        "getPageFile, app.js, text/javascript; charset=utf-8",
        "getPageFile, icon.svg, image/svg+xml",
        "getDocs, '', text/html; charset=utf-8",
        "getDocsFile, swagger-ui.css, text/css; charset=utf-8",
        "getDocsFile, swagger-ui-bundle.js, text/javascript; charset=utf-8",
    })
    void fileHasItsType(String operation, String file, String type) {
        assertThat(get(operation, file).headers()).containsEntry("Content-Type", type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "..", "../openapi.yaml", "app.js/..", "openapi.yaml", "App.js", "none.js", "x.properties"})
    void otherNamesAreNotFound(String file) {
        assertThatThrownBy(() -> get("getPageFile", file)).hasMessageContaining("no such file");
        assertThatThrownBy(() -> get("getDocsFile", file)).hasMessageContaining("no such file");
    }

    @Test
    void everyFileThatThePageLoadsExistsAndAllAreSmall() {
        long[] size = {0};
        Stream.of("index.html", "app.js", "fields.js", "watch.js", "card.js", "page.css", "platforms.js")
                .map(file -> text(get("getPageFile", file)))
                .peek(content -> size[0] += content.length())
                .flatMap(content -> LINKS.matcher(content).results())
                .map(link -> link.group(1) == null ? link.group(2) : link.group(1))
                .distinct()
                .forEach(file -> size[0] += text(get("getPageFile", file)).length());

        assertThat(size[0]).isBetween(10_000L, (long) LARGEST_PAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "zapier, package.json",
        "make, makecomapp.json",
        "n8n, package.json",
        "power-automate, apiDefinition.swagger.json",
        "node-red, package.json"
    })
    void connectorIsAZipOfWhatAUserImports(String platform, String definition) throws IOException {
        Reply reply = get("getConnector", platform + ".zip");
        assertThat(reply.headers()).containsEntry("Content-Type", "application/zip");

        List<String> entries = new ArrayList<>();
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(((Reply.Bytes) reply.body()).content()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.add(entry.getName());
            }
        }
        assertThat(entries)
                .contains("README.md", definition)
                .noneMatch(name -> name.startsWith("test/") || name.contains("node_modules"));
    }

    @Test
    void pageLoadsScriptsFromTheGatewayOnly() {
        assertThat(get("getPage", "").headers().get("Content-Security-Policy"))
                .contains("default-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }
}
