package io.taskledger.problem;

import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.CloseNowException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** Tells the failure of a client, which went away or takes nothing of its answer, from all others. */
final class LostClient {

    private static final int DEEPEST_CAUSE = 20;

    private LostClient() {}

    static boolean isCauseOf(Throwable exception) {
        Throwable cause = exception;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++, cause = cause.getCause()) {
            if (cause instanceof ClientAbortException
                    || cause instanceof CloseNowException
                    || cause instanceof AsyncRequestNotUsableException) {
                return true;
            }
        }
        return false;
    }
}
