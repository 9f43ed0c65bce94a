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

/** Everything that this JVM logs, with stack traces; but not what the servers of the tests log. */
public final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private static final List<String> SERVERS = List.of("org.eclipse.jetty", "wiremock", "org.wiremock", "com.github");

    private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level levelBefore = root.getLevel();
    private final List<Appender<ILoggingEvent>> appendersBefore;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    /** @param level from which on everything is captured */
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
        if (SERVERS.stream().anyMatch(event.getLoggerName()::startsWith) || quotesWhatCameIn(event)) {
            return;
        }
        lines.add(event.getLoggerName() + ' ' + event.getThreadName() + ' ' + event.getFormattedMessage());
        if (event.getThrowableProxy() != null) {
            lines.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
    }

    /**
     * At DEBUG the HTTP client quotes what comes in, headers and what cannot be parsed, and nothing but another client
     * could stop it. What goes out is ours to keep quiet.
     */
    private static boolean quotesWhatCameIn(ILoggingEvent event) {
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

    /** Returns each line as logger, thread and message, oldest first. */
    public Stream<String> lines() {
        return lines.stream();
    }

    /** Returns what there is, and forgets it. */
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
