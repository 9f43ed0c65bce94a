package io.github.cameltiktok.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.cameltiktok.TikTokCredentialsException;
import io.github.cameltiktok.TikTokException;
import io.github.cameltiktok.TikTokQuotaException;
import io.github.cameltiktok.secrets.CapturedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * More lookups than the capacity of a provider, and 500 concurrent lookups with a rejected account. {@code -Dchaos=full} adds
 * loads.
 */
final class OverloadChaosTest {

    /** The limits that the providers document, and the defaults of {@code maxConcurrentRequests}. */
    private static final Map<String, Integer> LIMITS = Map.of("apidirect", 3, "dumplingai", 100, "peekalink", 100);

    private static final double HIGHEST_LOAD = 10;
    private static final List<Double> LOADS =
            ChaosShare.fullOr(List.of(0.5, 1.0, 2.0, 3.0, HIGHEST_LOAD), List.of(1.0, HIGHEST_LOAD));

    private static final double MIN_GOODPUT = 0.95;
    /**
     * The ideal client adapts at once to a faster provider. A real one learns from responses, and until then refuses
     * lookups that would have succeeded. At a low load, no other lookups use that capacity.
     */
    private static final double MIN_GOODPUT_WHILE_LEARNING = 0.85;

    private static final double MAX_WASTED_CALLS = 0.02;

    /** A run above this, but below its minimum, is repeated: other load may explain the difference. */
    private static final double NEAR_GOODPUT = 0.8;

    private static final double NEAR_WASTED_CALLS = 0.1;
    private static final int MEASUREMENTS = 3;
    /** Above this wake-up latency, a run is disturbed by other load and shows nothing else. */
    private static final Duration DISTURBED = Duration.ofMillis(5);

    /** Fraction of the deadline, for late timers on a busy machine. */
    private static final int GRACE = 4;

    private static final Duration SHORTEST_RESPONSE_TIME = Duration.ofMillis(200);
    /** With it, a run takes 30 s. */
    private static final Duration LONGEST_RESPONSE_TIME = Duration.ofMillis(500);
    /** Keeps the time between a response and the next call below 1 % of the response time. */
    private static final int RESPONSE_TIME_PER_ROUND_TRIP = 100;
    /** Maximum share of the machine's capacity that the highest load uses. */
    private static final double SHARE_OF_THE_MACHINE = 0.6;

    private static final int WARM_UP_BATCHES = 8;
    private static final int WARM_UP_LOOKUPS = 2_000;
    private static final int WARM_UP_AT_ONCE = 50;
    private static final int ROUND_TRIPS = 200;

    private static final int AT_ONCE = 500;
    private static final Duration TIME_TO_REFUSE = Duration.ofMillis(50);
    private static final Duration LONG_DEADLINE = Duration.ofMinutes(1);

    private static Duration roundTrip = Duration.ZERO;
    private static Duration costOfALookup = Duration.ZERO;

    /** Concurrent scenarios, each with its own context and server. */
    record Group(ResponseTimePattern times, double load, List<String> providers) {

        @Override
        public String toString() {
            return String.join(", ", providers) + ": " + times.title() + ", " + load + " times the load";
        }
    }

    /** An error of a provider that opens the circuit at once. */
    record Refusal(String provider, int status, String body, Class<? extends TikTokException> failure) {

        @Override
        public String toString() {
            return provider + ' ' + status + ' ' + body;
        }
    }

    static final List<Refusal> REFUSALS = List.of(
            new Refusal(
                    "apidirect",
                    401,
                    "{\"error\":\"Invalid API key\",\"code\":\"invalid_api_key\"}",
                    TikTokCredentialsException.class),
            new Refusal(
                    "apidirect",
                    402,
                    "{\"error\":\"Payment required\",\"code\":\"payment_required\"}",
                    TikTokQuotaException.class),
            new Refusal(
                    "apidirect",
                    429,
                    "{\"error\":\"Monthly limit exceeded\",\"code\":\"monthly_limit_exceeded\"}",
                    TikTokQuotaException.class),
            new Refusal(
                    "dumplingai",
                    401,
                    "{\"error\":\"API key is invalid or missing.\"}",
                    TikTokCredentialsException.class),
            new Refusal("dumplingai", 403, "{\"error\":\"Insufficient credits.\"}", TikTokQuotaException.class),
            new Refusal(
                    "peekalink",
                    401,
                    "{\"ok\":false,\"status\":401,\"error\":\"INVALID_API_KEY\",\"message\":\"Invalid API key\"}",
                    TikTokCredentialsException.class),
            new Refusal(
                    "peekalink",
                    429,
                    "{\"ok\":false,\"status\":429,\"error\":\"RATE_LIMIT_EXCEEDED\",\"message\":\"Too many requests\"}",
                    TikTokQuotaException.class));

    /** A slow machine gets longer response times and lower limits, and so fewer lookups per second. */
    @BeforeAll
    static void measureTheMachine() throws Exception {
        try (CapacityServer server = CapacityServer.start(answering(Duration.ZERO, CapacityServer.Reply::good));
                OverloadRun run = new OverloadRun(server, "dumplingai", LIMITS.get("dumplingai"), LONG_DEADLINE)) {
            for (int i = 0; i < WARM_UP_BATCHES; i++) {
                costOfALookup = run.closedLoop(WARM_UP_LOOKUPS, WARM_UP_AT_ONCE).dividedBy(WARM_UP_LOOKUPS);
            }
            run.closedLoop(ROUND_TRIPS, 1);
            roundTrip = run.closedLoop(ROUND_TRIPS, 1).dividedBy(ROUND_TRIPS);
        }
        System.out.printf(
                "overload: a lookup costs %d us and takes %d us; limits and response times: %s%n",
                costOfALookup.toNanos() / 1_000,
                roundTrip.toNanos() / 1_000,
                LIMITS.keySet().stream()
                        .map(provider -> provider + ' ' + limit(provider) + " x "
                                + responseTime(limit(provider)).toMillis() + " ms")
                        .sorted()
                        .toList());
        System.out.println(OverloadFigures.HEAD);
    }

    static Stream<Group> groups() {
        List<Group> groups = new ArrayList<>();
        for (ResponseTimePattern times : ResponseTimePattern.values()) {
            for (double load : LOADS) {
                if (load < HIGHEST_LOAD) {
                    groups.add(new Group(times, load, List.of("apidirect", "dumplingai", "peekalink")));
                } else {
                    groups.add(new Group(times, load, List.of("apidirect", "dumplingai")));
                    groups.add(new Group(times, load, List.of("peekalink")));
                }
            }
        }
        return groups.stream();
    }

    @ParameterizedTest
    @MethodSource("groups")
    void overloadKeepsGoodputAndWastesNoCalls(Group group) throws Exception {
        List<OverloadScenario> scenarios = group.providers().stream()
                .map(provider -> scenario(provider, group))
                .toList();
        SoftAssertions all = new SoftAssertions();
        boolean isDisturbed = false;
        try (CapturedLog log = new CapturedLog(Level.WARN)) {
            for (OverloadFigures first : atTheSameTime(scenarios)) {
                OverloadFigures figures = first;
                System.out.println(figures);
                for (int i = 1; (isDisturbed(figures) || isNearMiss(figures)) && i < MEASUREMENTS; i++) {
                    if (isDisturbed(figures)) {
                        isDisturbed = true;
                        assertEndsOnce(all, figures);
                    } else {
                        assertKeepsTheRules(all, figures);
                    }
                    figures = OverloadRun.of(figures.scenario());
                    System.out.println(figures);
                }
                assertKeepsTheRules(all, figures);
                all.assertThat(figures.goodput())
                        .as("goodput: %s", figures)
                        .isGreaterThanOrEqualTo(minGoodput(figures));
                all.assertThat(figures.wastedCalls())
                        .as("wasted calls: %s", figures)
                        .isLessThanOrEqualTo(MAX_WASTED_CALLS);
                all.assertThat(figures.longest()).as("latency: %s", figures).isLessThanOrEqualTo(longest(figures));
            }
            if (!isDisturbed) {
                all.assertThat(ours(log)).as("warnings").isEmpty();
            }
        }
        all.assertAll();
    }

    /** Asserts the rules that hold on a busy machine, too. */
    private static void assertKeepsTheRules(SoftAssertions all, OverloadFigures figures) {
        OverloadScenario scenario = figures.scenario();
        assertEndsOnce(all, figures);
        all.assertThat(figures.mostOpen())
                .as("calls open at the provider at the same time: %s", figures)
                .isLessThanOrEqualTo(scenario.limit());
        all.assertThat(figures.openCircuits()).as("open circuits: %s", figures).isEmpty();
        all.assertThat(figures.failures().keySet())
                .as("failures without a call, other than refusals with a retryAfter: %s", figures)
                .noneMatch(failure -> failure.contains("without a call"));
        all.assertThat(figures.failures().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .as("failures after a call, more than wasted calls: %s", figures)
                .isLessThanOrEqualTo((int) figures.calls() - figures.served());
        all.assertThat(figures.recovered())
                .as("successful lookups one deadline after the load: %s", figures)
                .isEqualTo(scenario.limit());
    }

    private static void assertEndsOnce(SoftAssertions all, OverloadFigures figures) {
        all.assertThat(figures.notEndedOnce())
                .as("lookups that did not end once: %s", figures)
                .isZero();
    }

    private static Duration longest(OverloadFigures figures) {
        Duration deadline = figures.scenario().deadline();
        return deadline.plus(deadline.dividedBy(GRACE));
    }

    private static boolean isDisturbed(OverloadFigures figures) {
        return figures.wakeUp().compareTo(DISTURBED) > 0;
    }

    private static boolean isNearMiss(OverloadFigures figures) {
        boolean isFine = figures.goodput() >= minGoodput(figures)
                && figures.wastedCalls() <= MAX_WASTED_CALLS
                && figures.longest().compareTo(longest(figures)) <= 0;
        return !isFine && figures.goodput() >= NEAR_GOODPUT && figures.wastedCalls() <= NEAR_WASTED_CALLS;
    }

    @ParameterizedTest
    @FieldSource("REFUSALS")
    void rejectedAccountCausesFewCallsAndOneWarning(Refusal refusal) throws Exception {
        int limit = LIMITS.get(refusal.provider());
        CapacityServer.Reply reply = new CapacityServer.Reply(refusal.status(), refusal.body());
        try (CapacityServer server = CapacityServer.start(answering(TIME_TO_REFUSE, call -> reply));
                OverloadRun run = new OverloadRun(server, refusal.provider(), limit, LONG_DEADLINE);
                CapturedLog log = new CapturedLog(Level.WARN)) {
            List<OverloadRun.Sent> all = run.atOnce(AT_ONCE);
            List<String> warnings = ours(log);
            System.out.printf(
                    "overload: %d lookups at once, %s: %d calls, %d warnings%n",
                    AT_ONCE, refusal, server.begun(), warnings.size());

            assertThat(all).allSatisfy(sent -> assertThat(sent.failure()).isInstanceOf(refusal.failure()));
            SoftAssertions both = new SoftAssertions();
            both.assertThat(server.begun()).as("calls").isLessThanOrEqualTo(2L * limit);
            both.assertThat(warnings).as("warnings").hasSize(1);
            both.assertAll();
        }
    }

    private static double minGoodput(OverloadFigures figures) {
        OverloadScenario scenario = figures.scenario();
        boolean hasToLearn = scenario.times() == ResponseTimePattern.SLOW_THEN_FAST && scenario.load() <= 1;
        return hasToLearn ? MIN_GOODPUT_WHILE_LEARNING : MIN_GOODPUT;
    }

    private static OverloadScenario scenario(String provider, Group group) {
        int limit = limit(provider);
        return new OverloadScenario(provider, limit, group.times(), group.load(), responseTime(limit));
    }

    /** Returns the provider's limit, or a lower one on a slow machine. */
    private static int limit(String provider) {
        double affordable =
                SHARE_OF_THE_MACHINE * LONGEST_RESPONSE_TIME.toNanos() / HIGHEST_LOAD / costOfALookup.toNanos();
        return (int) Math.max(3, Math.min(LIMITS.get(provider), affordable));
    }

    private static Duration responseTime(int limit) {
        Duration byRoundTrip = roundTrip.multipliedBy(RESPONSE_TIME_PER_ROUND_TRIP);
        Duration byCost =
                Duration.ofNanos((long) (HIGHEST_LOAD * limit * costOfALookup.toNanos() / SHARE_OF_THE_MACHINE));
        return Stream.of(SHORTEST_RESPONSE_TIME, byRoundTrip, byCost)
                .max(Duration::compareTo)
                .map(longest -> longest.compareTo(LONGEST_RESPONSE_TIME) < 0 ? longest : LONGEST_RESPONSE_TIME)
                .orElseThrow();
    }

    private static List<OverloadFigures> atTheSameTime(List<OverloadScenario> scenarios) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(scenarios.size());
        try {
            List<OverloadFigures> all = new ArrayList<>();
            for (Future<OverloadFigures> run : threads.invokeAll(scenarios.stream()
                    .<Callable<OverloadFigures>>map(scenario -> () -> OverloadRun.of(scenario))
                    .toList())) {
                all.add(run.get());
            }
            return all;
        } finally {
            threads.shutdown();
        }
    }

    private static List<String> ours(CapturedLog log) {
        return log.lines()
                .filter(line -> line.startsWith("io.github.cameltiktok"))
                .toList();
    }

    private static CapacityServer.Answers answering(
            Duration responseTime, Function<IncomingCall, CapacityServer.Reply> reply) {
        return new CapacityServer.Answers() {
            @Override
            public long nanos(long call, long nanoTime) {
                return responseTime.toNanos();
            }

            @Override
            public CapacityServer.Reply to(IncomingCall call) {
                return reply.apply(call);
            }
        };
    }
}
