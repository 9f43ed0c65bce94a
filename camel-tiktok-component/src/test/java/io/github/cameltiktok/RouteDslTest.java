package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same route in the Java, YAML and XML DSL. */
final class RouteDslTest {

    @RegisterExtension
    static final SandboxCamelExtension camel = new SandboxCamelExtension();

    @Test
    void javaRouteRuns() throws Exception {
        camel.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:java")
                        .to("tiktok:user?provider=apidirect&outputFormat=json&responseTimeout=10s")
                        .setHeader("followers")
                        .jsonpath("$.stats.followers");
            }
        });

        assertRouteRuns("direct:java");
    }

    @Test
    void yamlRouteRuns() throws Exception {
        load("route.yaml", """
                - route:
                    from:
                      uri: direct:yaml
                      steps:
                        - to:
                            uri: tiktok:user
                            parameters:
                              provider: apidirect
                              outputFormat: json
                              responseTimeout: 10s
                        - setHeader:
                            name: followers
                            jsonpath: "$.stats.followers"
                """);

        assertRouteRuns("direct:yaml");
    }

    @Test
    void yamlRouteAcceptsResourceAsParameter() throws Exception {
        load("resource.yaml", """
                - route:
                    from:
                      uri: direct:yaml-resource
                      steps:
                        - to:
                            uri: tiktok
                            parameters:
                              resource: user
                              provider: apidirect
                              outputFormat: json
                        - setHeader:
                            name: followers
                            jsonpath: "$.stats.followers"
                """);

        assertRouteRuns("direct:yaml-resource");
    }

    @Test
    void xmlRouteRuns() throws Exception {
        load("route.xml", """
                <routes xmlns="http://camel.apache.org/schema/xml-io">
                  <route>
                    <from uri="direct:xml"/>
                    <to uri="tiktok:user?provider=apidirect&amp;outputFormat=json&amp;responseTimeout=10s"/>
                    <setHeader name="followers">
                      <jsonpath>$.stats.followers</jsonpath>
                    </setHeader>
                  </route>
                </routes>
                """);

        assertRouteRuns("direct:xml");
    }

    private static void load(String name, String route) throws Exception {
        PluginHelper.getRoutesLoader(camel.context()).loadRoutes(ResourceHelper.fromString(name, route));
    }

    private static void assertRouteRuns(String uri) {
        Exchange answer = camel.send(uri, null, Map.of(TikTokHeaders.HANDLE, "@khaby.lame"));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody(String.class)).startsWith("{").contains("\"handle\":\"khaby.lame\"");
        assertThat(answer.getMessage().getHeader("followers", Long.class)).isPositive();
        assertThat(camel.sandbox().calls()).hasSize(1);
    }
}
