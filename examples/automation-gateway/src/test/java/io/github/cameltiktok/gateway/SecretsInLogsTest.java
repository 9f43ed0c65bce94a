package io.github.cameltiktok.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import io.github.cameltiktok.gateway.access.CallerSettings;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class SecretsInLogsTest {

    private static final String UNKNOWN_SECRET = "unknownSecretOfAKeyThatIsNotOurs";

    private final Logger root =
            ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final List<Appender<ILoggingEvent>> others = new ArrayList<>();
    private final Level level = root.getLevel();
    private final Recorder recorder = new Recorder();

    @TempDir
    Path folder;

    @BeforeEach
    void recordAll() {
        for (Iterator<Appender<ILoggingEvent>> all = root.iteratorForAppenders(); all.hasNext(); ) {
            others.add(all.next());
        }
        others.forEach(root::detachAppender);
        recorder.setContext(root.getLoggerContext());
        recorder.start();
        root.addAppender(recorder);
        root.setLevel(Level.TRACE);
    }

    @AfterEach
    void restore() {
        root.setLevel(level);
        root.detachAppender(recorder);
        others.forEach(root::addAppender);
    }

    @Test
    void noSecretIsLoggedAtTrace() {
        List<String> secrets = new ArrayList<>(List.of(UNKNOWN_SECRET, "0123456789abcdef0123456789abcdef"));
        try (GatewayFixture gateway = GatewayFixture.start(folder)) {
            String callback = gateway.sandbox().webhookUrl() + "/capability-in-the-path";
            secrets.add("capability-in-the-path");
            secrets.add(gateway.key().substring(21));
            String other = gateway.createKey(CallerSettings.defaults("other")).text();
            secrets.add(other.substring(21));
            assertThat(gateway.get("/v1/video?subject=7000000000000000001").statusCode())
                    .isEqualTo(200);
            assertThat(gateway.send(gateway.anonymous("/v1/me").header("X-API-Key", other))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(gateway.send(gateway.anonymous("/v1/me")
                                    .header("Authorization", "Bearer ttg_0123456789abcdef_" + UNKNOWN_SECRET))
                            .statusCode())
                    .isEqualTo(401);
            HttpResponse<String> watch = gateway.post(
                    "/v1/watches",
                    "{\"kind\":\"user\",\"subject\":\"@growing.fast\",\"every\":\"6h\",\"callbackUrl\":\"" + callback
                            + "\"}");
            assertThat(watch.statusCode()).isEqualTo(201);
            secrets.add(GatewayFixture.json(watch).path("secret").textValue().substring(6));
            String id = GatewayFixture.json(watch).path("id").textValue();
            assertThat(gateway.post("/v1/watches/" + id + "/test", "{}").statusCode())
                    .isEqualTo(202);
        }

        assertThat(recorder.lines).hasSizeGreaterThan(100);
        assertThat(recorder.lines).noneMatch(line -> secrets.stream().anyMatch(line::contains));
    }

    /** Records lines of this gateway, of Camel, of Vert.x and of the database; not those of the sandbox and of the client. */
    private static final class Recorder extends AppenderBase<ILoggingEvent> {

        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            String name = event.getLoggerName();
            if (name.startsWith("wiremock") || name.startsWith("WireMock") || name.startsWith("org.eclipse.jetty")) {
                return;
            }
            String failure =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            lines.add(name + ' ' + event.getFormattedMessage() + ' ' + failure);
        }
    }
}
