package io.taskledger.bench;

import java.time.Duration;

/** Who does the works of the table: the service, a peer, or PostgreSQL alone. */
interface Contestant {

    String name();

    boolean does(Work work);

    /** What it does of it in that time, after a fifth as long of it that does not count. */
    Window window(Work work, Duration time) throws Exception;
}
