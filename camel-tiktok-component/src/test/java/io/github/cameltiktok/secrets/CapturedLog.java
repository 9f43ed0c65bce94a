package io.github.cameltiktok.secrets;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** Captures the log of this JVM with stack traces, without the log of test servers. */
public final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private static final List<String> SERVERS = List.of("org.eclipse.jetty", "wiremock", "org.wiremock", "com.github");

    private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level levelBefore = root.getLevel();
    private final List<Appender<ILoggingEvent>> appendersBefore;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    /** @param level the lowest level to capture */
    public CapturedLog(Level level) {
        List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
        root.iteratorForAppenders().forEachRemaining(appenders::add);
        appendersBefore = appenders;
        appendersBefore.forEach(root::detachAppender);
        setContext(loggers);
        start();
        root.addAppender(this);
        root.setLevel(level);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (SERVERS.stream().anyMatch(event.getLoggerName()::startsWith) || quotesResponse(event)) {
            return;
        }
        lines.add(event.getLoggerName() + ' ' + event.getThreadName() + ' ' + event.getFormattedMessage());
        if (event.getThrowableProxy() != null) {
            lines.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
    }

    /**
     * At DEBUG, the HTTP client logs response headers and unparsable response text. No setting prevents it. Only
     * requests are the responsibility of this project.
     */
    private static boolean quotesResponse(ILoggingEvent event) {
        String message = event.getFormattedMessage();
        return switch (event.getLoggerName()) {
            case "org.apache.hc.client5.http.headers" -> message.contains(" << ");
            case "org.apache.hc.client5.http.impl.async.HttpAsyncMainClientExec" ->
                message.contains(": execution failed: ");
            case "org.apache.hc.client5.http.impl.async.InternalAbstractHttpAsyncClient" ->
                message.contains(" request failed: ");
            default -> false;
        };
    }

    /** Returns logger, thread and message of each event, oldest first. */
    public Stream<String> lines() {
        return lines.stream();
    }

    /** Returns and removes all lines. */
    public List<String> take() {
        List<String> taken = new ArrayList<>();
        for (String line = lines.poll(); line != null; line = lines.poll()) {
            taken.add(line);
        }
        return taken;
    }

    @Override
    public void close() {
        root.setLevel(levelBefore);
        root.detachAppender(this);
        appendersBefore.forEach(root::addAppender);
        stop();
    }
}
