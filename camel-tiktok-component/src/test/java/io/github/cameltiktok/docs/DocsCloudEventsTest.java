package io.github.cameltiktok.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.model.TikTokResource;
import io.github.cameltiktok.sandbox.SandboxExtension;
import io.github.cameltiktok.watch.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.cloudevents.CloudEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Compares the tables of docs/reference/cloudevents.md with a run and with all event types. */
final class DocsCloudEventsTest {

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private final Page page = new Page(
            "docs/reference/cloudevents.md", Repository.read(Repository.path("docs/reference/cloudevents.md")));

    @Test
    void attributeTableMatchesARun() throws Exception {
        Map<String, String> set = new TreeMap<>();
        try (CamelContext context = SandboxedContext.create(sandbox.get(), null)) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:ask")
                            .to("tiktok:user?provider=apidirect&handle=some.cook")
                            .transformDataType("tiktok:application-cloudevents");
                }
            });
            context.start();
            Exchange event =
                    context.createFluentProducerTemplate().to("direct:ask").send();
            CloudEvents.v1_0.attributes().forEach(attribute -> {
                if (event.getMessage().getHeader(attribute.id()) != null) {
                    set.put(attribute.json(), attribute.id());
                }
            });
        }

        Map<String, String> documented = new TreeMap<>();
        page.table("cloudevents")
                .forEach(row -> documented.put(
                        Page.code(row.get(0)).get(0), Page.code(row.get(1)).get(0)));
        assertThat(documented).isEqualTo(set).hasSize(8);
    }

    @Test
    void typeTableHasEveryType() {
        List<String> types = new ArrayList<>();
        Stream.concat(Stream.of("found"), Stream.of(Event.values()).map(event -> event.name()
                        .toLowerCase(Locale.ROOT)))
                .forEach(verb -> {
                    for (TikTokResource resource : TikTokResource.values()) {
                        types.add("io.github.cameltiktok." + resource.name().toLowerCase(Locale.ROOT) + "." + verb);
                    }
                });

        assertThat(page.table("cloudevents types").stream().flatMap(row -> Page.code(row.get(0)).stream()))
                .containsExactlyElementsOf(types);
    }
}
