package io.github.cameltiktok.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.TikTokHeaders;
import io.github.cameltiktok.TikTokManagedComponent;
import io.github.cameltiktok.sandbox.Sandbox;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.console.DevConsole;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.json.JsonObject;

/** Tables of meters, console and JMX, from a run that produces each entry at least once, and from the JMX annotations. */
final class MonitoringTables {

    private final Sandbox sandbox;

    MonitoringTables(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    String meters() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Map<String, String> rows = new TreeMap<>();
        run(registry, context -> {
            for (Meter meter : registry.getMeters()) {
                Meter.Id id = meter.getId();
                rows.put(
                        id.getName(),
                        "| `" + id.getName() + "` | " + id.getType().name().toLowerCase(Locale.ROOT) + " | "
                                + id.getDescription() + " | "
                                + id.getTags().stream()
                                        .map(Tag::getKey)
                                        .collect(Collectors.joining("`, `", "`", "`"))
                                        .replace("``", "")
                                + " |");
            }
            return rows;
        });
        return table("| meter | kind | meaning | tags |\n| --- | --- | --- | --- |", rows.values().stream());
    }

    String console() throws Exception {
        return run(new SimpleMeterRegistry(), context -> {
            DevConsole console = PluginHelper.getDevConsoleResolver(context).resolveDevConsole("tiktok");
            JsonNode json = json(((JsonObject) console.call(DevConsole.MediaType.JSON)).toJson());
            return table(
                    "| part | content |\n| --- | --- |",
                    json.path("components").path(0).properties().stream()
                            .map(part -> "| `" + part.getKey() + "` | " + content(part.getValue()) + " |"));
        });
    }

    /** Returns the kind of a value; of rows, the names of their fields in order. */
    private static String content(JsonNode part) {
        if (!part.isArray()) {
            return part.isObject() ? "amounts or numbers by name" : part.isNumber() ? "a number" : "a text";
        }
        return "rows of "
                + StreamSupport.stream(part.spliterator(), false)
                        .flatMap(row -> row.properties().stream())
                        .map(Map.Entry::getKey)
                        .distinct()
                        .collect(Collectors.joining("`, `", "`", "`"));
    }

    String attributes() {
        return table(
                "| attribute | meaning | type |\n| --- | --- | --- |",
                managed(ManagedAttribute.class)
                        .map(getter -> "| `" + StringHelper.capitalize(StringHelper.after(getter.getName(), "get"))
                                + "` | "
                                + getter.getAnnotation(ManagedAttribute.class).description() + " | "
                                + getter.getReturnType().getSimpleName() + " |"));
    }

    String operations() {
        return table(
                "| operation | effect |\n| --- | --- |",
                managed(ManagedOperation.class)
                        .map(operation -> "| `" + operation.getName() + "` | "
                                + operation
                                        .getAnnotation(ManagedOperation.class)
                                        .description() + " |"));
    }

    private static Stream<Method> managed(Class<? extends Annotation> annotation) {
        return Arrays.stream(TikTokManagedComponent.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(annotation))
                .sorted(Comparator.comparing(Method::getName));
    }

    private <T> T run(SimpleMeterRegistry registry, Function<CamelContext, T> report) throws Exception {
        try (CamelContext context = SandboxedContext.create(sandbox, null)) {
            TikTokComponent component = context.getComponent("tiktok", TikTokComponent.class);
            component.getApidirect().setMaxRequestsPerDay(100L);
            component.getApidirect().setMaxRequestsPerMonth(1000L);
            context.getRegistry().bind("metricsRegistry", registry);
            context.start();
            for (String uri : List.of(
                    "tiktok:video?provider=apidirect",
                    "tiktok:video?provider=dumplingai",
                    "tiktok:video?provider=apidirect&maxRetries=1&apiKey=fail-502-upstream_error",
                    "tiktok:video?provider=apidirect&apiKey=fail-402-insufficient_credit")) {
                context.createFluentProducerTemplate()
                        .to(uri)
                        .withHeader(TikTokHeaders.VIDEO_ID, "7311111111111111111")
                        .send();
            }
            return report.apply(context);
        }
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String table(String head, Stream<String> rows) {
        return head + "\n" + rows.collect(Collectors.joining("\n"));
    }
}
