package io.taskledger.bench;

import java.time.Duration;

/** Who does the works of the table: the service, a peer, or PostgreSQL alone. */
interface Contestant {

    /** A warm-up is as long as a window divided by this. */
    int WARM_UP = 5;

    String name();

    boolean does(Work work);

    /** Does the work for that time, after a warm-up of a fifth of that time, and returns what was measured. */
    Window window(Work work, Duration time) throws Exception;
}
