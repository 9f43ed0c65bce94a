package io.github.cameltiktok.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.cameltiktok.TikTokException;
import io.github.cameltiktok.sandbox.Sandbox;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import javax.tools.StandardJavaFileManager;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Checks a snippet by its kind. Only the output of programs is not checked. */
final class SnippetChecks {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_INDENT = 8;

    private final Sandbox sandbox;
    private final Path folder;
    private final StandardJavaFileManager files;

    /**
     * @param folder for files that a check creates
     * @param files of the Java compiler
     */
    SnippetChecks(Sandbox sandbox, Path folder, StandardJavaFileManager files) {
        this.sandbox = sandbox;
        this.folder = folder;
        this.files = files;
    }

    void check(Snippet snippet) throws Exception {
        if (snippet.isNoted("part of")) {
            // The module of that file runs it.
            String file = Repository.read(Repository.path(snippet.note("part of", "")));
            assertThat(IntStream.rangeClosed(0, MAX_INDENT))
                    .as("%s, part of %s", snippet, snippet.note("part of", ""))
                    .anyMatch(indent -> file.contains(snippet.text().indent(indent)));
            return;
        }
        switch (kind(snippet)) {
            case "java" -> checkJava(snippet);
            case "yaml" -> checkYaml(snippet);
            case "xml" -> checkXml(snippet);
            case "properties" -> bind(snippet);
            case "json" -> checkJson(snippet);
            case "sh", "bash" -> new CommandSnippet(snippet, sandbox).check();
            case "text" -> checkText(snippet);
            default -> throw new AssertionError(snippet + " has a language without a check");
        }
    }

    /** Returns the language of the fence; if it has none, the kind of its first line. */
    private static String kind(Snippet snippet) {
        if (!snippet.language().isEmpty()) {
            return snippet.language();
        }
        String first = snippet.text().lines().findFirst().orElse("");
        if (CommandSnippet.isCommand(first)) {
            return "sh";
        }
        return first.matches("[\\w.-]+=.*") ? "properties" : "text";
    }

    private void checkJava(Snippet snippet) throws Exception {
        Class<?> type = new JavaSnippet(snippet, folder, files).load();
        if (RoutesBuilder.class.isAssignableFrom(type)) {
            RoutesBuilder routes = (RoutesBuilder) type.getDeclaredConstructor().newInstance();
            if (snippet.text().contains("from(")) {
                new RouteRun(snippet, sandbox).run(context -> context.addRoutes(routes));
            } else {
                try (CamelContext context = SandboxedContext.create(sandbox, null)) {
                    context.removeComponent("tiktok");
                    context.addRoutes(routes);
                }
            }
        } else if (snippet.text().contains("class ")) {
            JavaSnippet.runTests(type);
        }
    }

    private void checkXml(Snippet snippet) throws Exception {
        if (snippet.text().startsWith("<dependency>")) {
            assertThat(Repository.poms().stream().map(Repository::read))
                    .as("%s is not a module of this version", snippet)
                    .anyMatch(pom -> pom.contains("\n  " + element(snippet, "artifactId") + '\n')
                            && pom.contains(element(snippet, "version")));
        } else {
            runRoutes(snippet, "snippet.xml");
        }
    }

    /** Routes that are a file of an example are only loaded: the tests of the example run them. */
    private void checkYaml(Snippet snippet) throws Exception {
        if (Repository.resourcesNextTo(snippet.place()).contains(snippet.text().strip())) {
            try (CamelContext context = SandboxedContext.create(sandbox, null)) {
                PluginHelper.getRoutesLoader(context)
                        .loadRoutes(ResourceHelper.fromString("file.yaml", snippet.text()));
            }
        } else {
            runRoutes(snippet, "snippet.yaml");
        }
    }

    private static String element(Snippet snippet, String name) {
        return snippet.text()
                        .substring(
                                snippet.text().indexOf("<" + name),
                                snippet.text().indexOf("</" + name)) + "</" + name + ">";
    }

    private void runRoutes(Snippet snippet, String file) throws Exception {
        new RouteRun(snippet, sandbox).run(context -> PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromString(file, snippet.text())));
    }

    /** Starts camel-main, which fails on an unknown property. */
    private void bind(Snippet snippet) throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(snippet.text()));
        Main main = new Main();
        main.setOverrideProperties(properties);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport starting) {
                starting.getCamelContext().getPropertiesComponent().addPropertiesFunction(new Environment());
            }
        });
        try {
            main.start();
            assertThat(main.getCamelContext().isStarted()).isTrue();
        } finally {
            main.stop();
        }
    }

    private void checkJson(Snippet snippet) throws Exception {
        JsonNode document = JSON.readTree(snippet.text());
        if (snippet.isNoted("fields of")) {
            checkFields(document, ask(snippet.note("fields of", "") + "&outputFormat=json", ""), snippet);
            return;
        }
        if (document.has("source")) {
            String resource = document.has("covers") ? "video" : "user";
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(ModelTables.schema(resource))
                            .validate(document))
                    .as("%s against the schema of a %s", snippet, resource)
                    .isEmpty();
        } else if (document.has("url") || document.has("handle")) {
            Exchange exchange = ask("tiktok:video?provider=dumplingai", snippet.text());
            assertThat(exchange.getException()).as("%s as a body", snippet).isNull();
        }
        if (snippet.isNoted("result of")) {
            Exchange exchange = ask(snippet.note("result of", "") + "&outputFormat=json", "");
            assertThat(withoutTimes(document))
                    .as(snippet.toString())
                    .isEqualTo(withoutTimes(JSON.readTree(exchange.getMessage().getBody(String.class))));
        }
    }

    /** Some fields of a record: each has the value of a real lookup. */
    private static void checkFields(JsonNode some, Exchange exchange, Snippet snippet) throws Exception {
        JsonNode all = JSON.readTree(exchange.getMessage().getBody(String.class));
        JsonNode merged = JSON.readerForUpdating(all.deepCopy()).readValue(some);
        assertThat(merged).as(snippet.toString()).isEqualTo(all);
    }

    private void checkText(Snippet snippet) throws Exception {
        if (snippet.isNoted("saved as")) {
            Repository.write(Path.of(snippet.note("saved as", "")), snippet.text());
        }
        if (snippet.isNoted("message of")) {
            String[] lookup = snippet.note("message of", "").split("&body=", 2);
            Exchange exchange = ask(lookup[0], lookup.length > 1 ? lookup[1] : "");
            assertThat(snippet.text().strip().replaceAll("\\s+", " "))
                    .as(snippet.toString())
                    .isEqualTo(exchange.getException(TikTokException.class).getMessage());
        }
    }

    private Exchange ask(String uri, String body) throws Exception {
        try (CamelContext context = SandboxedContext.create(sandbox, null)) {
            context.start();
            return context.createFluentProducerTemplate().to(uri).withBody(body).send();
        }
    }

    /** Removes times that depend on the clock: of the answer and of the expiry of links. */
    private static JsonNode withoutTimes(JsonNode document) {
        for (Map.Entry<String, JsonNode> field : document.properties()) {
            withoutTimes(field.getValue());
        }
        document.forEach(SnippetChecks::withoutTimes);
        if (document instanceof ObjectNode object) {
            object.remove("retrievedAt");
            object.remove("expiresAt");
            object.remove("urlExpiresAt");
        }
        return document;
    }

    /** Fake environment variables. */
    private static final class Environment implements PropertiesFunction {

        @Override
        public String getName() {
            return "env";
        }

        @Override
        public String apply(String remainder) {
            return "value-of-" + remainder;
        }
    }
}
