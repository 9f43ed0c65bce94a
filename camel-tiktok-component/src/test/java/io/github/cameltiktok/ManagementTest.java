package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.sandbox.SandboxExtension;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
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

/** What operators get to see of a running context holds no API key. */
final class ManagementTest {

    private static final String MARK = "markedkey";

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private static final DefaultCamelContext context = new DefaultCamelContext();
    private static final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @BeforeAll
    static void startWithMarkedKeys() throws Exception {
        TikTokComponent component = SandboxRoutes.component(sandbox.get());
        component.getConfiguration().setApiKey(MARK + "-component");
        component.getPeekalink().setApiKey(MARK + "-peekalink");
        context.getPropertiesComponent().addInitialProperty("key", MARK + "-property");
        context.addComponent("tiktok", component);
        component.setHealthCheckKeys(true);
        context.getRegistry().bind("meters", meters);
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
    void noAttributeOfAnyManagedBeanShowsAKey() throws JMException {
        MBeanServer server =
                context.getManagementStrategy().getManagementAgent().getMBeanServer();
        Set<ObjectName> beans = server.queryNames(
                new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",*"), null);
        List<String> seen = new ArrayList<>();
        for (ObjectName bean : beans) {
            seen.add(bean.toString());
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(bean).getAttributes()) {
                seen.add(bean + " " + attribute.getName() + ": " + value(server, bean, attribute.getName()));
            }
        }

        assertThat(seen).hasSizeGreaterThan(200).anyMatch(text -> text.contains("tiktok://video"));
        assertThat(seen).anyMatch(text -> text.contains(" OpenCircuits: ")).noneMatch(text -> text.contains(MARK));
    }

    @Test
    void whatTheComponentTellsOfCircuitsCountsAndBudgetsShowsNoKey() throws JMException {
        MBeanServer server =
                context.getManagementStrategy().getManagementAgent().getMBeanServer();
        ObjectName bean = server.queryNames(
                        new ObjectName("org.apache.camel:context=" + context.getManagementName()
                                + ",type=components,name=\"tiktok\""),
                        null)
                .iterator()
                .next();

        assertThat((String[]) server.getAttribute(bean, "OpenCircuits"))
                .hasSize(4)
                .allSatisfy(
                        circuit -> assertThat(circuit).contains("open until").doesNotContain(MARK));
        assertThat(Arrays.deepToString(
                        new Object[] {server.getAttribute(bean, "Budgets"), server.getAttribute(bean, "Outcomes")}))
                .contains("apidirect: 3 today")
                .doesNotContain(MARK);
    }

    @Test
    void theConsoleShowsNoKey() {
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
    void healthChecksShowNoKey() {
        List<String> results = HealthCheckHelper.invokeReadiness(context, "full").stream()
                .filter(result -> result.getCheck().getId().startsWith("producer:tiktok-"))
                .map(result -> result.getState() + " " + result.getMessage() + result.getDetails())
                .toList();

        assertThat(results).hasSize(4).allSatisfy(result -> assertThat(result)
                .startsWith("DOWN")
                .contains("open until", "keyCheck=")
                .doesNotContain(MARK));
    }

    @Test
    void metersShowNoKey() {
        assertThat(meters.getMetersAsString())
                .contains("tiktok.lookups", "tiktok.circuit.open")
                .doesNotContain(MARK);
    }

    @Test
    void endpointsPrintTheirAddressWithoutTheKey() {
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
    void componentAndSettingsPrintNoKey() {
        TikTokComponent component = context.getComponent("tiktok", TikTokComponent.class);

        assertThat(List.of(component, component.getConfiguration(), component.getPeekalink()))
                .allSatisfy(printed -> assertThat(printed).asString().doesNotContain(MARK));
    }

    @Test
    void theDumpOfTheRoutesShowsPlaceholdersAndNotTheirValues() throws Exception {
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

    /** Camel writes endpoint URIs into traces as they are, options included; hence the guides set keys on the component. */
    @Test
    void theTraceOfMessagesShowsNoKeyOfTheComponent() throws Exception {
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

    private static String value(MBeanServer server, ObjectName bean, String attribute) {
        try {
            return String.valueOf(server.getAttribute(bean, attribute));
        } catch (JMException | RuntimeMBeanException e) {
            return e.toString();
        }
    }
}
