package io.taskledger.identity;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Tells operators why requests are refused: one line a minute for each kind, the first at once. No token is ever part of a line. */
final class RefusalLog {

    private static final Logger log = LoggerFactory.getLogger(RefusalLog.class);

    private static final int LOWEST_FAILURE = 500;

    private final Map<String, OncePerMinute> kinds = new ConcurrentHashMap<>();
    private final LongSupplier clock;

    /** @param clock in nanoseconds */
    RefusalLog(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * Tells of one request.
     *
     * @param kind one of a few
     * @param reason a clause or a sentence, in which everything that a client chose is {@link Shown}
     */
    void tell(int status, String kind, String reason) {
        kinds.computeIfAbsent(kind, _ -> new OncePerMinute(clock)).tell().ifPresent(before -> log.atLevel(level(status)).log(
                "A request was answered {}: {} ({} more of this kind since the last such line)", status, reason, before));
    }

    /** That clients are refused is no fault of the service; that tokens are not checked may be one. */
    private static Level level(int status) {
        return status < LOWEST_FAILURE ? Level.INFO : Level.WARN;
    }
}
