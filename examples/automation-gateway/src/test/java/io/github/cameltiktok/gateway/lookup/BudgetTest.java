package io.github.cameltiktok.gateway.lookup;

import static io.github.cameltiktok.gateway.watch.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.model.TikTokResource;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class BudgetTest {

    private static final Caller CALLER = LookupFixture.caller(2);
    private static final Clock EVENING = Clock.fixed(Instant.parse("2026-11-30T22:00:00Z"), ZoneOffset.UTC);

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    @TempDir
    Path folder;

    @Test
    void cachedAnswersAreFreeUntilTheBudgetIsUsedUp() {
        try (LookupFixture fixture =
                LookupFixture.at(sandbox.get(), folder).clock(EVENING).start()) {
            for (int repetition = 0; repetition < 5; repetition++) {
                fixture.find(request("7311111111111111111"));
            }
            assertThat(fixture.budgets.usedToday(CALLER).join()).isEqualTo(1);
            fixture.find(request("7311111111111111112"));

            ProblemException problem = LookupFixture.failure(fixture.lookups.find(request("7311111111111111113")));

            assertThat(problem.type()).isEqualTo(ProblemType.BUDGET_EXHAUSTED);
            assertThat(problem.type().status()).isEqualTo(429);
            assertThat(problem.retryAfter()).isEqualTo(Duration.ofHours(2));
            assertThat(sandbox.get().calls("apidirect")).isEqualTo(2);
        }
    }

    @Test
    void cachedAndCoalescedAnswersAreFreeWithoutBudget() {
        try (LookupFixture fixture =
                LookupFixture.at(sandbox.get(), folder).clock(EVENING).start()) {
            fixture.find(request("7311111111111111111"));
            LookupFixture.await(fixture.budgets.count(CALLER, "ZAPIER", 2));

            assertThat(fixture.find(request("7311111111111111111")).cached()).isTrue();
            assertThat(LookupFixture.failure(fixture.lookups.find(request("7311111111111111112")))
                            .type())
                    .isEqualTo(ProblemType.BUDGET_EXHAUSTED);
            assertThat(LookupFixture.failure(fixture.lookups.find(new Lookups.Request(
                                    TikTokResource.VIDEO, "7311111111111111111", null, true, "ZAPIER", CALLER)))
                            .type())
                    .as("fresh")
                    .isEqualTo(ProblemType.BUDGET_EXHAUSTED);
            assertThat(sandbox.get().calls("apidirect")).isEqualTo(1);

            sandbox.get().latency(Duration.ofMillis(300));
            CompletableFuture<Lookups.Result> paid = fixture.lookups.find(new Lookups.Request(
                    TikTokResource.VIDEO, "7311111111111111113", null, false, "ZAPIER", LookupFixture.caller(null)));
            await().until(() -> sandbox.get().calls("apidirect") == 2);
            assertThat(fixture.find(request("7311111111111111113")).attempts()).isZero();
            assertThat(LookupFixture.await(paid).attempts()).isOne();
        }
    }

    @Test
    void coalescedAnswersAreFree() {
        sandbox.get().latency(Duration.ofMillis(300));
        try (LookupFixture fixture =
                LookupFixture.at(sandbox.get(), folder).clock(EVENING).start()) {
            List<CompletableFuture<Lookups.Result>> lookups = IntStream.range(0, 10)
                    .mapToObj(number -> fixture.lookups.find(request("7311111111111111111")))
                    .toList();
            int attempts = lookups.stream()
                    .mapToInt(lookup -> LookupFixture.await(lookup).attempts())
                    .sum();

            assertThat(attempts).isEqualTo(sandbox.get().calls("apidirect")).isEqualTo(1);
            assertThat(fixture.budgets.usedToday(CALLER).join()).isEqualTo(1);
        }
    }

    @Test
    void callsOfAFailedLookupCount() {
        try (LookupFixture fixture = LookupFixture.at(sandbox.get(), folder)
                .provider("apidirect", "fail-502-upstream_error")
                .clock(EVENING)
                .start()) {
            LookupFixture.failure(fixture.lookups.find(request("7311111111111111111")));

            assertThat(fixture.budgets.usedToday(CALLER).join())
                    .isEqualTo(sandbox.get().calls("apidirect"))
                    .isEqualTo(2);
        }
    }

    private static Lookups.Request request(String subject) {
        return new Lookups.Request(TikTokResource.VIDEO, subject, null, false, "ZAPIER", CALLER);
    }
}
