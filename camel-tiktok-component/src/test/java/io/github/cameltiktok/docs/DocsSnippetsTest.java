package io.github.cameltiktok.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameltiktok.sandbox.SandboxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compiles, runs, binds, parses or looks up every fenced block of every page. {@code -Ddocs.page=docs/guides} limits it to pages whose
 * path begins with this text.
 */
final class DocsSnippetsTest {

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    @TempDir
    static Path folder;

    private static final StandardJavaFileManager FILES =
            ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);

    @TestFactory
    Stream<DynamicContainer> snippetWorks() {
        String pages = System.getProperty("docs.page", "");
        return Repository.pages().stream()
                .filter(page -> page.path().startsWith(pages))
                .map(page -> DynamicContainer.dynamicContainer(
                        page.path(),
                        page.snippets().stream()
                                .map(snippet -> DynamicTest.dynamicTest(snippet.toString(), () -> check(snippet)))));
    }

    @Test
    void snippetsAreAllFences() {
        for (Page page : Repository.pages()) {
            List<Snippet> snippets = page.snippets();
            assertThat(page.fences())
                    .as("%s has fences for %d snippets", page.path(), snippets.size())
                    .isEqualTo(2L * snippets.size());
        }
    }

    /** Guards against a check that accepts anything. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    java       | from("direct:a").tO("tiktok:video");
                    java       | from("direct:a").throwException(new Exception("broken"));
                    java       | from("direct:a").log("no lookup");
                    java       | from("direct:a").to("tiktok:video?provider=apidirect").log("${body.statz}");
                    yaml       | - route: {from: {uri: "direct:a", steps: [{tu: "tiktok:video"}]}}
                    yaml       | - route: {from: {uri: "direct:a", steps: [{to: "tiktok:video?provider=apidirect&speed=9"}]}}
                    yaml       | - route: {from: {uri: "direct:a", steps: [{to: "kamelet:tiktok-video-action?provider=unknown"}]}}
                    xml        | <route><from uri="direct:a"/><tu uri="tiktok:video"/></route>
                    xml        | <routes><onException><exception>java.lang.Exception</exception></onException><route><from uri="direct:a"/><to uri="tiktok:video?provider=apidirect"/></route></routes>
                    xml        | <dependency><artifactId>camel-tiktok</artifactId><version>1</version></dependency>
                    properties | camel.component.tiktok.apidirect.api-kay=a
                    json       | {"url": }
                    json       | {"covers": [], "source": {}}
                    sh         | mvn verify -Pnowhere
                    sh         | mvn -q -Dslowstart
                    sh         | mvn deploy
                    sh         | mvn archetype:generate -DarchetypeArtifactId=no-such-archetype
                    sh         | rm -rf target
                    sh         | camel run a.yaml --dep=mvn:io.github.cameltiktok:camel-tiktok:0.1.0-SNAPSHOT
                    sh         | camel export a.yaml
                    sh         | kubectl apply -k docs
                    sh         | kubectl apply -k examples/nowhere
                    sh         | kubectl create secret generic no-such-secret --from-env-file=keys.env
                    sh         | kubectl delete namespace default
                    sh         | docker load --input nowhere.tar
                    rust       | fn main() {}
                    """)
    void brokenSnippetFails(String language, String text) {
        Snippet snippet = new Snippet("here", language, text + "\n", Map.of());

        assertThatThrownBy(() -> check(snippet)).isInstanceOfAny(Exception.class, AssertionError.class);
    }

    @Test
    void snippetThatIsNotPartOfItsFileFails() {
        Snippet snippet = new Snippet("here", "yaml", "camel: {}\n", Map.of("part of", "pom.xml"));

        assertThatThrownBy(() -> check(snippet)).isInstanceOf(AssertionError.class);
    }

    @Test
    void fieldThatIsNotInTheRecordFails() {
        Map<String, String> notes = Map.of("fields of", "tiktok:video?provider=apidirect&videoId=7516594811734854943");

        assertThatThrownBy(() -> check(new Snippet("here", "json", "{\"kind\": \"PHOTO\"}", notes)))
                .isInstanceOf(AssertionError.class);
    }

    private static void check(Snippet snippet) throws Exception {
        new SnippetChecks(sandbox.get(), Files.createTempDirectory(folder, "snippet"), FILES).check(snippet);
    }
}
