package io.taskledger.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** All that is logged while it is open: at the levels that are shipped, and our own code at DEBUG. */
public final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger root = logger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = logger("io.taskledger");
    private final Level before = ours.getLevel();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    public static CapturedLog open() {
        var log = new CapturedLog();
        log.setContext(log.root.getLoggerContext());
        log.start();
        log.ours.setLevel(Level.DEBUG);
        log.root.addAppender(log);
        return log;
    }

    @Override
    protected void append(ILoggingEvent event) {
        List<String> parts = new ArrayList<>(List.of(event.getLevel() + " " + event.getLoggerName(), event.getFormattedMessage(), event.getMessage(), event.getThreadName()));
        Stream.ofNullable(event.getArgumentArray()).flatMap(Arrays::stream).map(String::valueOf).forEach(parts::add);
        Stream.ofNullable(event.getThrowableProxy()).map(ThrowableProxyUtil::asString).forEach(parts::add);
        Stream.ofNullable(event.getKeyValuePairs()).map(String::valueOf).forEach(parts::add);
        parts.add(event.getMDCPropertyMap().toString());
        lines.add(String.join("\n  ", parts));
    }

    /** All parts of each event. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        root.detachAppender(this);
        ours.setLevel(before);
        stop();
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
