package io.github.cameltiktok.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.SandboxComponents;
import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.TikTokCredentialsException;
import io.github.cameltiktok.TikTokEndpoint;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.URISupport;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** JMX, the dev console, health checks and printed objects of a running context do not show API keys. */
final class ApiKeyInManagementTest {

    private static final String MARK = "markedkey";

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private static final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeAll
    static void start() throws Exception {
        TikTokComponent component = SandboxComponents.create(sandbox.get());
        component.getConfiguration().setApiKey(MARK + "-component");
        component.getPeekalink().setApiKey(MARK + "-peekalink");
        context.getPropertiesComponent().addInitialProperty("key", MARK + "-property");
        context.addComponent("tiktok", component);
        component.setHealthCheckKeys(true);
        HealthCheckHelper.getHealthCheckRepository(context, "producers").setEnabled(true);
        context.setMessageHistory(true);
        context.setBacklogTracing(true);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(TikTokCredentialsException.class).handled(true);
                from("direct:peekalink").to("tiktok:video?provider=peekalink");
                from("direct:option").to("tiktok:video?provider=apidirect&apiKey=" + MARK + "-option");
                from("direct:raw").to("tiktok:video?provider=apidirect&apiKey=RAW(" + MARK + "-raw+&)");
                from("direct:property").to("tiktok:video?provider=apidirect&apiKey={{key}}");
            }
        });
        context.start();
        for (String route : List.of("peekalink", "option", "raw", "property")) {
            Exchange answer = context.createFluentProducerTemplate()
                    .to("direct:" + route)
                    .withBody("7516594811734854943")
                    .send();
            assertThat(answer.getProperty(Exchange.EXCEPTION_CAUGHT, TikTokCredentialsException.class))
                    .hasMessageContaining("status 401")
                    .message()
                    .doesNotContain(MARK);
        }
    }

    @AfterAll
    static void stop() {
        context.stop();
    }

    @Test
    void managedBeansDoNotShowKey() throws JMException {
        assertThat(JmxDump.texts())
                .hasSizeGreaterThan(200)
                .anyMatch(text -> text.contains("tiktok://video"))
                .anyMatch(text -> text.contains(" OpenCircuits=") && text.contains("open until"))
                .anyMatch(text -> text.contains(" Budgets=") && text.contains("apidirect: 3 today"))
                .noneMatch(text -> text.contains(MARK));
    }

    @Test
    void devConsoleDoesNotShowKey() {
        DevConsole console = PluginHelper.getDevConsoleResolver(context).resolveDevConsole("tiktok");

        assertThat(console.call(DevConsole.MediaType.TEXT))
                .asString()
                .contains("state=OPEN")
                .doesNotContain(MARK);
        assertThat(((JsonObject) console.call(DevConsole.MediaType.JSON)).toJson())
                .contains("\"state\":\"OPEN\"")
                .doesNotContain(MARK);
    }

    @Test
    void healthChecksDoNotShowKey() {
        List<String> results = HealthCheckHelper.invokeReadiness(context, "full").stream()
                .filter(result -> result.getCheck().getId().startsWith("producer:tiktok:"))
                .map(result -> result.getState() + " " + result.getMessage() + result.getDetails()
                        + result.getCheck().getId())
                .toList();

        assertThat(results).hasSize(4).allSatisfy(result -> assertThat(result)
                .startsWith("DOWN")
                .contains("open until", "keyCheck=")
                .doesNotContain(MARK));
    }

    @Test
    void endpointsPrintUriWithoutKey() {
        List<Endpoint> endpoints = context.getEndpointRegistry().getReadOnlyValues().stream()
                .filter(TikTokEndpoint.class::isInstance)
                .toList();

        assertThat(endpoints).hasSize(4).allSatisfy(endpoint -> {
            assertThat(endpoint).asString().contains("tiktok://video").doesNotContain(MARK);
            assertThat(URISupport.sanitizeUri(endpoint.getEndpointUri())).doesNotContain(MARK);
            assertThat(endpoint.createProducer()).asString().doesNotContain(MARK);
        });
    }

    @Test
    void componentAndConfigurationDoNotPrintKey() {
        TikTokComponent component = context.getComponent("tiktok", TikTokComponent.class);

        assertThat(List.of(component, component.getConfiguration(), component.getPeekalink()))
                .allSatisfy(printed -> assertThat(printed).asString().doesNotContain(MARK));
    }

    @Test
    void routeDumpShowsPlaceholdersInsteadOfValues() throws Exception {
        MBeanServer server =
                context.getManagementStrategy().getManagementAgent().getMBeanServer();
        ObjectName bean = server
                .queryNames(
                        new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",type=context,*"),
                        null)
                .stream()
                .findFirst()
                .orElseThrow();

        Object dump = server.invoke(bean, "dumpRoutesAsXml", new Object[0], new String[0]);

        assertThat(dump).asString().contains("{{key}}").doesNotContain(MARK + "-property", MARK + "-peekalink");
    }

    /** Camel traces endpoint URIs unmasked. The guides therefore set keys on the component. */
    @Test
    void messageTraceDoesNotShowKeyOfComponent() throws Exception {
        MBeanServer server =
                context.getManagementStrategy().getManagementAgent().getMBeanServer();
        ObjectName tracer = server
                .queryNames(
                        new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",type=tracer,*"),
                        null)
                .stream()
                .filter(name -> name.toString().contains("BacklogTracer"))
                .findFirst()
                .orElseThrow();

        Object trace = server.invoke(tracer, "dumpAllTracedMessagesAsXml", new Object[0], new String[0]);

        assertThat(trace)
                .asString()
                .contains("backlogTracerEventMessage", "tiktok://video?provider=peekalink")
                .doesNotContain(MARK + "-peekalink", MARK + "-component");
    }
}
