package io.github.cameltiktok.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.VertxOptions;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Requests begin on event loops, which serve all connections and so must not wait for anything. */
class EventLoopTest {

    private static final String VIDEO = "/v1/video?subject=7000000000000000001";

    /** More than there are event loops, so that each would be blocked. */
    private static final int BLOCKED = 4;

    @TempDir
    Path folder;

    @Test
    void cachedLookupsAreAnsweredWhileTheDatabaseIsBusy() {
        Logger checker = (Logger) LoggerFactory.getLogger("io.vertx.core.impl.BlockedThreadChecker");
        ListAppender<ILoggingEvent> warnings = new ListAppender<>();
        warnings.start();
        checker.addAppender(warnings);
        // Ten times as long as anything may take on a busy machine, and shorter than a wait for the database here.
        VertxOptions twoLoops = new VertxOptions()
                .setEventLoopPoolSize(2)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS)
                .setMaxEventLoopExecuteTime(20);
        CountDownLatch release = new CountDownLatch(1);
        try (GatewayFixture gateway = GatewayFixture.in(folder).vertx(twoLoops).start()) {
            assertThat(gateway.get(VIDEO).statusCode()).isEqualTo(200);
            CountDownLatch isBusy = new CountDownLatch(1);
            CompletableFuture<Boolean> busy = gateway.database().run(handle -> {
                isBusy.countDown();
                try {
                    return release.await(GatewayFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            isBusy.await();

            List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
            for (String path : List.of("/v1/watches", "/v1/events", "/v1/deliveries", "/v1/batches/bat_1")) {
                for (int i = 0; i < BLOCKED; i++) {
                    waiting.add(gateway.client().sendAsync(gateway.request(path).build(), BodyHandlers.ofString()));
                }
            }
            for (int i = 0; i < BLOCKED; i++) {
                HttpResponse<String> response = gateway.get(VIDEO);
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.headers().firstValue("TikTok-Attempts")).contains("0");
                assertThat(gateway.get("/openapi.json").statusCode()).isEqualTo(200);
            }

            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            release.countDown();
            assertThat(busy.join()).isTrue();
            waiting.forEach(response -> assertThat(response.join().statusCode()).isIn(200, 404, 429));
            assertThat(warnings.list).isEmpty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            release.countDown();
            checker.detachAppender(warnings);
        }
    }
}
