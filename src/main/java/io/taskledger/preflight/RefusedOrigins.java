package io.taskledger.preflight;

import io.taskledger.browser.AllowedOrigins;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Tells the operator of origins whose preflights are refused: each once a minute, and no more than twenty of them, since anyone can send
 * any number of made-up origins.
 */
final class RefusedOrigins {

    private static final Logger log = LoggerFactory.getLogger(RefusedOrigins.class);
    private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MOST = 20;
    private static final int LONGEST = 100;

    /** Stands for all beyond these. */
    private static final String OTHERS = "of more than " + MOST + " origins in a minute";

    private final LongSupplier nanoTime;

    /** When each was logged, the oldest first. */
    private final Map<String, Long> logged = new LinkedHashMap<>();

    RefusedOrigins(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Logs that a preflight was refused, unless the log has it.
     *
     * @param origin as it was sent
     * @return a sentence for whoever sent it
     */
    String tell(String origin) {
        String shown = printable(origin);
        if (isNew(shown)) {
            log.warn("A preflight was refused: the origin {} is not in {}. If its pages may call this service, add it there.",
                    shown, AllowedOrigins.VARIABLE);
        }
        return "The origin " + shown + " is not in " + AllowedOrigins.VARIABLE
                + ": an operator of this service has to add it, if its pages may call the service.";
    }

    private synchronized boolean isNew(String origin) {
        long now = nanoTime.getAsLong();
        logged.values().removeIf(at -> now - at >= PAUSE_NANOS);
        if (logged.containsKey(origin)) {
            return false;
        }
        if (logged.size() < MOST) {
            logged.put(origin, now);
            return true;
        }
        if (logged.size() == MOST) {
            logged.put(OTHERS, now);
            log.warn("Preflights {} were refused: those beyond are not logged", OTHERS);
        }
        return false;
    }

    /** At most 100 characters of ASCII, all else as its code. */
    private static String printable(String origin) {
        var shown = new StringBuilder();
        for (int i = 0; i < origin.length() && shown.length() < LONGEST; i++) {
            char unit = origin.charAt(i);
            shown.append(unit > ' ' && unit <= '~' ? String.valueOf(unit) : "\\u%04X".formatted((int) unit));
        }
        return shown.toString();
    }
}
