package io.github.cameltiktok.docs;

import static io.github.cameltiktok.docs.DayOfLookups.Pace.DIFFERENT;
import static io.github.cameltiktok.docs.DayOfLookups.Pace.SINGLY;
import static io.github.cameltiktok.docs.DayOfLookups.Pace.TOGETHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.TikTokNotFoundException;
import io.github.cameltiktok.TikTokQuotaException;
import io.github.cameltiktok.provider.apidirect.ApiDirect;
import io.github.cameltiktok.provider.dumplingai.DumplingAi;
import io.github.cameltiktok.sandbox.Sandbox;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** Sends the same day of lookups through a route, with one set of options after the other, and counts the billed calls. */
final class DayOfLookups {

    private static final BigDecimal DOLLARS = new ApiDirect().video().price().amount();
    private static final BigDecimal CREDITS = new DumplingAi().video().price().amount();
    private static final int AT_ONCE = 25;
    private static final int MAX_WAIT_SECONDS = 60;

    private static final List<Setup> SETUPS = List.of(
            new Setup("`maxRetries=0`", "provider=apidirect&maxRetries=0", DIFFERENT, 1, null),
            new Setup("the defaults", "provider=apidirect", DIFFERENT, 1, null),
            new Setup("the defaults, " + AT_ONCE + " messages at a time", "provider=apidirect", TOGETHER, 1, null),
            new Setup("`cacheTtl=1h`", "provider=apidirect&cacheTtl=1h", DIFFERENT, DaySubjects.HOURS, null),
            new Setup("`cacheTtl=1d`", "provider=apidirect&cacheTtl=1d", DIFFERENT, 1, null),
            new Setup("`maxRequestsPerDay=500`", "provider=apidirect", SINGLY, 1, 500L),
            new Setup("`provider=apidirect,dumplingai`", "provider=apidirect,dumplingai", DIFFERENT, 1, null),
            new Setup(
                    "the same and `failoverOnNotFound=true`",
                    "provider=apidirect,dumplingai&failoverOnNotFound=true",
                    DIFFERENT,
                    1,
                    null),
            new Setup(
                    "`provider=apidirect,dumplingai`, `cacheTtl=1h`, " + AT_ONCE + " messages at a time",
                    "provider=apidirect,dumplingai&cacheTtl=1h",
                    TOGETHER,
                    DaySubjects.HOURS,
                    null));

    private final Sandbox sandbox;
    private final DaySubjects subjects = new DaySubjects();
    private int answered;
    private int notVisible;
    private int overBudget;
    private int failed;

    /** Number of messages that are sent together. */
    enum Pace {
        SINGLY,
        /** Several, but no two equal ones: the calls are those of messages sent one by one, in less time. */
        DIFFERENT,
        TOGETHER;

        /** Returns the end of the messages that are sent together from {@code start} on. */
        int end(List<String> messages, int start) {
            int end = start + 1;
            while (this != SINGLY
                    && end < Math.min(start + AT_ONCE, messages.size())
                    && (this == TOGETHER || !messages.subList(start, end).contains(messages.get(end)))) {
                end++;
            }
            return end;
        }
    }

    /**
     * Options for one run of the day.
     *
     * @param name first cell of the row
     * @param options of the endpoint
     * @param pace of the messages
     * @param parts number of parts of the day, each with an empty cache at its start
     * @param perDay budget of calls; null for none
     */
    private record Setup(String name, String options, Pace pace, int parts, Long perDay) {}

    DayOfLookups(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    String table() throws Exception {
        List<String> rows = new ArrayList<>(List.of(
                "| with | calls to API Direct | charged | calls to Dumpling AI | charged | answered | not visible |"
                        + " over budget | failed | cost |",
                "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"));
        for (Setup setup : SETUPS) {
            rows.add(row(setup));
        }
        return String.join("\n", rows);
    }

    private String row(Setup setup) throws Exception {
        answered = 0;
        notVisible = 0;
        overBudget = 0;
        failed = 0;
        subjects.arrange(sandbox);
        run(setup, subjects.messages());
        assertThat(sandbox.calls()).as("the limit refuses no call").noneMatch(call -> call.status() == 429);
        long charged = sandbox.billedCalls("apidirect");
        long chargedToFallback = sandbox.billedCalls("dumplingai");
        return "| " + setup.name() + " | " + sandbox.calls("apidirect") + " | " + charged + " | "
                + sandbox.calls("dumplingai") + " | " + chargedToFallback + " | "
                + answered + " | " + notVisible + " | " + overBudget + " | " + failed + " | $"
                + DOLLARS.multiply(BigDecimal.valueOf(charged)).setScale(3)
                + (chargedToFallback == 0
                        ? ""
                        : " and " + CREDITS.multiply(BigDecimal.valueOf(chargedToFallback)) + " credits")
                + " |";
    }

    private void run(Setup setup, List<String> messages) throws Exception {
        HeldThreads threads = new HeldThreads();
        try (CamelContext context = SandboxedContext.create(sandbox, null)) {
            context.disableJMX();
            context.getExecutorServiceManager().setThreadPoolFactory(threads);
            TikTokComponent component = context.getComponent("tiktok", TikTokComponent.class);
            component.getConfiguration().setRetryDelay(1);
            component.getApidirect().setMaxRequestsPerDay(setup.perDay());
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:day").to("tiktok:video?" + setup.options());
                }
            });
            context.start();
            AsyncProducer day = context.getEndpoint("direct:day").createAsyncProducer();
            day.start();
            int share = messages.size() / setup.parts();
            for (int start = 0; start < messages.size(); start += share) {
                component.clearCache();
                ask(context, day, threads, setup.pace(), messages.subList(start, start + share));
            }
        }
    }

    private void ask(CamelContext context, AsyncProducer day, HeldThreads threads, Pace pace, List<String> messages)
            throws InterruptedException {
        int end;
        for (int start = 0; start < messages.size(); start = end) {
            end = pace.end(messages, start);
            ask(context, day, threads, messages.subList(start, end));
        }
    }

    private void ask(CamelContext context, AsyncProducer day, HeldThreads threads, List<String> messages)
            throws InterruptedException {
        CountDownLatch open = new CountDownLatch(messages.size());
        List<Exchange> exchanges = new ArrayList<>();
        threads.whileHeld(() -> {
            for (String message : messages) {
                Exchange exchange = context.getEndpoint("direct:day").createExchange();
                exchange.getMessage().setBody(message);
                exchanges.add(exchange);
                day.process(exchange, doneSync -> open.countDown());
            }
        });
        assertThat(open.await(MAX_WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        exchanges.forEach(this::count);
    }

    private void count(Exchange ended) {
        Exception failure = ended.getException();
        if (failure == null) {
            answered++;
        } else if (failure instanceof TikTokNotFoundException) {
            notVisible++;
        } else if (failure instanceof TikTokQuotaException) {
            overBudget++;
        } else {
            assertThat(failure).as("every circuit is closed").hasMessageNotContaining("was not called");
            failed++;
        }
    }
}
