package io.taskledger.preflight;

import io.taskledger.browser.AllowedOrigins;
import io.taskledger.problem.ProblemType;
import io.taskledger.refusal.RefusalLog;
import io.taskledger.refusal.Shown;

import java.util.function.LongSupplier;

/** Tells the operator, and whoever sent it, of an origin whose preflights are refused. */
final class RefusedOrigins {

    private final RefusalLog log;

    /** @param nanoTime a clock in nanoseconds */
    RefusedOrigins(LongSupplier nanoTime) {
        log = new RefusalLog(nanoTime);
    }

    /**
     * Logs that a preflight was refused, unless the log has it.
     *
     * @param origin as it was sent
     * @return a sentence for whoever sent it
     */
    String tell(String origin) {
        String refused = "The origin " + Shown.of(origin) + " is not in " + AllowedOrigins.VARIABLE;
        log.tell(ProblemType.NOT_ALLOWED.status(), Shown.of(origin), refused + ". If its pages may call this service, add it there.");
        return refused + ": an operator of this service has to add it, if its pages may call the service.";
    }
}
