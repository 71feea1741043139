package io.taskledger.query.caller;

import io.taskledger.kernel.AnswerRoom;
import io.taskledger.kernel.NoRoomForAnswer;
import io.taskledger.kernel.SecondRead;
import io.taskledger.kernel.UserId;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Asks questions for a user: PostgreSQL shows their queries the rows of that user and no others. Each query is a transaction of its own, and
 * all of a question are carried out in one epoch of the event store. One user has a quarter of the connections for them: the user's other
 * questions wait, as long as a query may take, so that whoever asks for much, and keeps PostgreSQL busy, keeps nobody else waiting.
 */
@Component
public class CallerTransaction {

    private final Turns turns;
    private final long patience;

    CallerTransaction(CallerDatabase database, Environment environment) {
        turns = new Turns(Math.max(1, CallerDatabase.mostConnections(environment) / 4), Turns.MOST_OF_A_USER);
        patience = database.longestQuery().toNanos();
    }

    /**
     * What the question answers when the user asks it, and it is the user's turn. The question is asked a second time, on
     * another connection, where its own turned out to be dead.
     *
     * @throws TooManyQueries where the user's other questions leave no turn for it
     * @throws IllegalStateException within another question, or a transaction: they are another caller's
     */
    public <T> T as(UserId caller, Supplier<T> question) {
        return inEpoch(caller, question).answer();
    }

    /**
     * The same for a page: takes the room that it needs while it is read, and a connection only then.
     *
     * @param json bytes that the page has at most
     * @throws TooManyQueries where the user's other questions leave no turn for it
     * @throws NoRoomForAnswer where the answers that are being read take all the memory they may
     */
    public <T> InEpoch<T> page(UserId caller, AnswerRoom room, long json, Supplier<T> question) {
        return turns.ask(caller, patience, _ -> pageWithoutTurn(caller, room, json, AnswerRoom.PATIENT, question));
    }

    /**
     * The same for a caller that bounds by itself how many it asks for one user at a time.
     *
     * @param patience how long to wait for room
     * @throws NoRoomForAnswer where the answers that are being read take all the memory they may
     */
    public <T> InEpoch<T> pageWithoutTurn(UserId caller, AnswerRoom room, long json, Duration patience, Supplier<T> question) {
        room.read(json, patience);
        return ask(caller, question);
    }

    /**
     * The same, with the epoch of the event store in which the question was answered. It takes no statement of its own.
     *
     * @throws TooManyQueries where the user's other questions leave no turn for it
     * @throws IllegalStateException within another question, or a transaction: they are another caller's
     */
    public <T> InEpoch<T> inEpoch(UserId caller, Supplier<T> question) {
        return turns.ask(caller, patience, _ -> ask(caller, question));
    }

    private static <T> InEpoch<T> ask(UserId caller, Supplier<T> question) {
        if (CallerDatabase.ENTRY.isBound() || TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a question is one caller's, and asked in no transaction of another");
        }
        return SecondRead.ifConnectionDied(() -> {
            var entry = new Entry(caller);
            T answer = ScopedValue.where(CallerDatabase.ENTRY, entry).call(question::get);
            return new InEpoch<>(answer, entry.epoch());
        });
    }
}
