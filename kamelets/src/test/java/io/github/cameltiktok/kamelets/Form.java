package io.github.cameltiktok.kamelets;

import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** A way to use a Kamelet: between {@code direct:in} and {@code mock:out}, or as a source before {@code mock:out}. */
enum Form {
    JAVA {
        @Override
        void add(CamelContext context, KameletFile kamelet, Map<String, String> properties) throws Exception {
            String uri = "kamelet:" + kamelet + "?"
                    + properties.entrySet().stream()
                            .map(property -> property.getKey() + "=" + property.getValue())
                            .collect(Collectors.joining("&"));
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    if (kamelet.isSource()) {
                        from(uri).routeId("used").to("mock:out");
                    } else {
                        from("direct:in").routeId("used").to(uri).to("mock:out");
                    }
                }
            });
        }
    },
    YAML {
        @Override
        void add(CamelContext context, KameletFile kamelet, Map<String, String> properties) throws Exception {
            String use = """
                    uri: kamelet:%s
                    parameters:
                    %s""".formatted(kamelet, lines(properties));
            String route = kamelet.isSource()
                    ? """
                      - route:
                          id: used
                          from:
                      %s
                            steps:
                              - to: mock:out
                      """.formatted(use.indent(6).stripTrailing())
                    : """
                      - route:
                          id: used
                          from:
                            uri: direct:in
                            steps:
                              - to:
                      %s
                              - to: mock:out
                      """.formatted(use.indent(12).stripTrailing());
            load(context, route);
        }
    },
    PIPE {
        @Override
        void add(CamelContext context, KameletFile kamelet, Map<String, String> properties) throws Exception {
            String use = """
                    ref:
                      kind: Kamelet
                      apiVersion: camel.apache.org/v1
                      name: %s
                    properties:
                    %s""".formatted(kamelet, lines(properties));
            String spec = kamelet.isSource()
                    ? "  source:\n" + use.indent(4)
                    : "  source:\n    uri: direct:in\n  steps:\n    -\n" + use.indent(6);
            load(context, """
                    apiVersion: camel.apache.org/v1
                    kind: Pipe
                    metadata:
                      name: used
                    spec:
                    %s  sink:
                        uri: mock:out
                    """.formatted(spec));
        }
    };

    /** Adds the route to a context, with the route id {@code used}. */
    abstract void add(CamelContext context, KameletFile kamelet, Map<String, String> properties) throws Exception;

    /** Loads routes, or a Pipe. */
    static void load(CamelContext context, String yaml) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("used.yaml", yaml));
    }

    private static String lines(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(property ->
                        "  " + property.getKey() + ": '" + property.getValue().replace("'", "''") + "'")
                .collect(Collectors.joining("\n"));
    }
}
