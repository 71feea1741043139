package io.taskledger.refusal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Tells operators why requests are refused: one line a minute for each kind, the first at once, and of twenty kinds at most, since
 * clients may make kinds up. No token is ever part of a line.
 */
public final class RefusalLog {

    private static final Logger log = LoggerFactory.getLogger(RefusalLog.class);

    private static final int LOWEST_FAILURE = 500;
    private static final int MOST_KINDS = 20;

    private final Map<String, OncePerMinute> kinds = new LinkedHashMap<>();
    private final OncePerMinute others;
    private final LongSupplier clock;

    /** @param clock in nanoseconds */
    public RefusalLog(LongSupplier clock) {
        this.clock = clock;
        others = new OncePerMinute(clock);
    }

    /**
     * Tells of one request.
     *
     * @param reason a clause or a sentence, in which everything that a client chose is {@link Shown}
     */
    public synchronized void tell(int status, String kind, String reason) {
        if (kinds.size() >= MOST_KINDS && !kinds.containsKey(kind)) {
            kinds.values().removeIf(OncePerMinute::isReady);
        }
        if (kinds.size() < MOST_KINDS || kinds.containsKey(kind)) {
            write(status, reason, kinds.computeIfAbsent(kind, _ -> new OncePerMinute(clock)).tell());
        } else {
            String reasons = "requests are refused for more than " + MOST_KINDS + " causes in a minute, and no line tells of this one";
            write(status, reasons, others.tell());
        }
    }

    private static void write(int status, String reason, OptionalLong before) {
        before.ifPresent(unsaid -> log.atLevel(level(status)).log("A request was answered {}: {}{}", status, reason,
                unsaid == 0 ? "" : " (" + unsaid + " more of this kind since the last such line)"));
    }

    /** That clients are refused is no fault of the service; that tokens are not checked may be one. */
    private static Level level(int status) {
        return status < LOWEST_FAILURE ? Level.INFO : Level.WARN;
    }
}
