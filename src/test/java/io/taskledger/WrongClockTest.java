package io.taskledger;

import static org.awaitility.Awaitility.await;

import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.BesideOthers;
import io.taskledger.support.RunningService;
import io.taskledger.support.TestPostgres;
import io.taskledger.support.Tokens;
import org.axonframework.eventhandling.tokenstore.AbstractTokenEntry;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The clock of an instance is three minutes ahead, and it is killed: another one takes over at once all the same. */
@BesideOthers
class WrongClockTest {

    /** Seconds are promised; a claim by the instance's clock would be good for three minutes. */
    private static final Duration LESS_THAN_THE_CLOCK_IS_AHEAD = Duration.ofSeconds(90);

    private final Map<String, String> environment = Map.of("DATABASE_URL", TestPostgres.newDatabase(), "BETTER_AUTH_SECRET", Tokens.SECRET);

    @Test
    void another_instance_takes_over_from_one_whose_clock_is_ahead() throws Exception {
        try (var ahead = RunningService.start(Ahead.class, environment)) {
            Api ann = ahead.api().as("ann");
            Answer created = ann.create("folded by the first");
            await().atMost(Duration.ofMinutes(1)).until(() -> ann.get(created.path()).status() == 200);
            ahead.kill();
        }
        try (var other = RunningService.start(environment)) {
            Api ann = other.api().as("ann");
            Answer created = ann.create("folded by the other");
            await().atMost(LESS_THAN_THE_CLOCK_IS_AHEAD).until(() -> ann.get(created.path()).status() == 200);
        }
    }

    /** The service, with the clock that Axon dates claims by three minutes ahead. */
    static final class Ahead {

        private Ahead() {}

        public static void main(String... arguments) {
            AbstractTokenEntry.clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(3));
            TaskLedger.main(arguments);
        }
    }
}
