package io.taskledger.bench;

/**
 * What one contestant did of one work for some seconds.
 *
 * @param p50Millis of a closed loop, as {@link Wrk} has it; 0 where it is not known
 * @param failed answered with 400 or above, or not at all
 * @param appMillis CPU of the contestant's own processes for each request
 * @param postgresMillis CPU of all processes of PostgreSQL for each request
 */
record Window(double perSecond, double p50Millis, double p99Millis, long failed, double appMillis, double postgresMillis) {}
