package io.github.cameltiktok;

import static io.github.cameltiktok.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.array;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.cameltiktok.sandbox.SandboxExtension;
import io.github.cameltiktok.sandbox.SpecialSubject;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** JMX attributes and operations of the component. */
final class TikTokManagedComponentTest {

    private static final String ID = "7516594811734854943";
    private static final String OTHER_ID = "7311111111111111111";
    private static final String APIDIRECT = "tiktok:video?provider=apidirect";

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private final SandboxCamelContext camel = new SandboxCamelContext(sandbox.get());

    @AfterEach
    void stop() {
        camel.close();
    }

    private MBeanServer server() {
        return camel.context.getManagementStrategy().getManagementAgent().getMBeanServer();
    }

    private ObjectName bean() throws JMException {
        return server().queryNames(
                        new ObjectName("org.apache.camel:context=" + camel.context.getManagementName()
                                + ",type=components,name=\"tiktok\""),
                        null)
                .iterator()
                .next();
    }

    private Object get(String attribute) throws JMException {
        return server().getAttribute(bean(), attribute);
    }

    private void call(String operation) throws JMException {
        server().invoke(bean(), operation, new Object[0], new String[0]);
    }

    @Test
    void countsAreAttributesOfComponentBean() throws Exception {
        camel.start();
        camel.expectFound(APIDIRECT + "&cacheTtl=1m", ID, "ZAPIER");
        camel.expectFound(APIDIRECT + "&cacheTtl=1m", ID, "ZAPIER");
        camel.expectFailure(APIDIRECT, SpecialSubject.NOT_FOUND.videoId());
        camel.expectFailure(APIDIRECT + "&maxRetries=1&apiKey=fail-502-upstream_error", ID);

        assertThat(get("ComponentName")).isEqualTo("tiktok");
        assertThat(get("State")).isEqualTo("Started");
        assertThat(get("LookupsTotal")).isEqualTo(4L);
        assertThat(get("LookupsFailed")).isEqualTo(2L);
        assertThat(get("Calls")).isEqualTo(4L);
        assertThat(get("Retries")).isEqualTo(1L);
        assertThat(get("CacheHits")).isEqualTo(1L);
        assertThat(get("Merged")).isEqualTo(0L);
        // Entries without a TTL are evicted asynchronously.
        await().untilAsserted(() -> assertThat(get("CacheSize")).isEqualTo(1L));
        assertThat(get("Spend")).isEqualTo("0.006 USD");
        assertThat(get("Outcomes"))
                .asInstanceOf(array(String[].class))
                .contains("found: 2", "not_found: 1", "unavailable: 1", "quota: 0");
        assertThat(get("Budgets"))
                .asInstanceOf(array(String[].class))
                .containsExactly("apidirect: 4 today, 4 this month");
        assertThat(get("RateLimits")).asInstanceOf(array(String[].class)).isEmpty();
    }

    @Test
    void spendIsReportedByRequestSourceAndProvider() throws Exception {
        camel.start();
        camel.expectFound(APIDIRECT, ID, "ZAPIER");
        camel.expectFound("tiktok:video?provider=dumplingai", ID, "ZAPIER");
        camel.expectFound("tiktok:video?provider=dumplingai", OTHER_ID, "MAKE_DOT_COM");

        TabularData sources = (TabularData) get("RequestSources");
        assertThat(sources.size()).isEqualTo(2);
        CompositeData zapier = sources.get(new Object[] {"ZAPIER"});
        assertThat(zapier.get("lookups")).isEqualTo(2L);
        assertThat(zapier.get("calls")).isEqualTo(2L);
        assertThat(zapier.get("failed")).isEqualTo(0L);
        assertThat(zapier.get("spend")).isEqualTo("0.006 USD, 10 credit");
        TabularData providers = (TabularData) get("Providers");
        assertThat(providers.get(new Object[] {"dumplingai"}).get("spend")).isEqualTo("20 credit");
        assertThat(get("RateLimits"))
                .asInstanceOf(array(String[].class))
                .singleElement()
                .asString()
                .matches("dumplingai: \\d+");
    }

    @Test
    void openCircuitBreakerIsReportedAndCanBeClosed() throws Exception {
        camel.start();
        camel.expectFailure(APIDIRECT + "&apiKey=fail-402-insufficient_credit", ID);

        assertThat(get("OpenCircuits"))
                .asInstanceOf(array(String[].class))
                .singleElement()
                .asString()
                .matches("circuit breaker of apidirect open until 20\\S+Z: it .*credit.*");

        call("closeCircuits");

        assertThat(get("OpenCircuits")).asInstanceOf(array(String[].class)).isEmpty();
    }

    @Test
    void clearCacheEvictsEntries() throws Exception {
        camel.start();
        camel.expectFound(APIDIRECT + "&cacheTtl=1m", ID, null);

        call("clearCache");
        camel.expectFound(APIDIRECT + "&cacheTtl=1m", ID, null);

        assertThat(get("CacheHits")).isEqualTo(0L);
        assertThat(sandbox.get().calls("apidirect")).isEqualTo(2);
    }

    @Test
    void resetStatisticsKeepsQuotaCounts() throws Exception {
        camel.component.getApidirect().setMaxRequestsPerDay(100L);
        camel.start();
        camel.expectFound(APIDIRECT, ID, null);

        call("resetStatistics");

        assertThat(get("LookupsTotal")).isEqualTo(0L);
        assertThat(get("Spend")).isEqualTo("");
        assertThat(((TabularData) get("RequestSources")).size()).isZero();
        assertThat(get("Budgets"))
                .asInstanceOf(array(String[].class))
                .containsExactly("apidirect: 1 of 100 today, 1 this month");
    }

    @Test
    void inFlightQueuedAndCoalescedLookupsAreReported() throws Exception {
        String user = "tiktok:user?provider=apidirect";
        try (GatedProvider provider = new GatedProvider()) {
            provider.hold(handle -> true);
            camel.component.getApidirect().setBaseUrl(provider.baseUrl());
            camel.component.getApidirect().setMaxConcurrentRequests(1L);
            camel.start();
            CompletableFuture<Exchange> one = camel.sendAsync(user, "@one");
            CompletableFuture<Exchange> two = camel.sendAsync(user, "@two");
            CompletableFuture<Exchange> same = camel.sendAsync(user, "@two");

            await().untilAsserted(() -> {
                assertThat(get("InFlight")).isEqualTo(1);
                assertThat(get("Queued")).isEqualTo(1);
            });
            provider.release();
            CompletableFuture.allOf(one, two, same).join();
        }
        assertThat(get("Merged")).isEqualTo(1L);
    }

    @Test
    void pendingRetryIsReported() throws Exception {
        camel.start();

        camel.sendAsync(APIDIRECT + "&maxRetries=1&retryDelay=5s&apiKey=fail-502-upstream_error", ID);

        await().untilAsserted(() -> assertThat(get("WaitingForRetry")).isEqualTo(1));
    }

    @Test
    void stoppedComponentKeepsCounts() throws Exception {
        camel.start();
        camel.expectFound(APIDIRECT, ID, null);
        camel.component.stop();

        AttributeList all = server().getAttributes(
                        bean(),
                        Arrays.stream(server().getMBeanInfo(bean()).getAttributes())
                                .map(attribute -> attribute.getName())
                                .toArray(String[]::new));

        assertThat(all.asList())
                .hasSizeGreaterThan(15)
                .contains(new Attribute("LookupsTotal", 1L), new Attribute("InFlight", 0));
        assertThat(get("OpenCircuits")).asInstanceOf(array(String[].class)).isEmpty();
        call("clearCache");
        call("closeCircuits");
        assertThat(get("Providers")).asInstanceOf(type(TabularData.class)).isNotNull();
    }
}
