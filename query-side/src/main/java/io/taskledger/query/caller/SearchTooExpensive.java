package io.taskledger.query.caller;

import io.taskledger.kernel.Rejection;

import java.time.Duration;

/** PostgreSQL ended a search that took longer than a query may take. */
public final class SearchTooExpensive extends Rejection {

    private static final long serialVersionUID = 1L;

    SearchTooExpensive(Duration longest, String advice) {
        super("The search was ended after %s s, since it has to go through too much. %s".formatted(seconds(longest), advice));
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? Long.toString(duration.toSeconds()) : Double.toString(duration.toMillis() / 1000.0);
    }
}
