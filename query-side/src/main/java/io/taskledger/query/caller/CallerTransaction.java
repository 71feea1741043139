package io.taskledger.query.caller;

import io.taskledger.kernel.AnswerRoom;
import io.taskledger.kernel.NoRoomForAnswer;
import io.taskledger.kernel.SecondRead;
import io.taskledger.kernel.UserId;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A transaction that only reads, and in which PostgreSQL shows the rows of one user and no others. One user has a quarter of the
 * connections for them: the user's other questions wait, as long as a query may take, so that whoever asks for much, and keeps PostgreSQL
 * busy, keeps nobody else waiting.
 */
@Component
public class CallerTransaction {

    private final TransactionTemplate transaction;
    private final Turns turns;
    private final long patience;

    CallerTransaction(PlatformTransactionManager transactions, CallerDatabase database, Environment environment) {
        turns = new Turns(Math.max(1, CallerDatabase.mostConnections(environment) / 4), Turns.MOST_OF_A_USER);
        patience = database.longestQuery().toNanos();
        transaction = new TransactionTemplate(transactions);
        transaction.setReadOnly(true);
    }

    /**
     * What the question answers when the user asks it, and it is the user's turn. The question is asked a second time, in another
     * transaction, where its connection turned out to be dead.
     *
     * @throws TooManyQueries where the user's other questions leave no turn for it
     * @throws IllegalStateException in another transaction, which is another's
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
     * @throws IllegalStateException in another transaction, which is another's
     */
    public <T> InEpoch<T> inEpoch(UserId caller, Supplier<T> question) {
        return turns.ask(caller, patience, _ -> ask(caller, question));
    }

    private <T> InEpoch<T> ask(UserId caller, Supplier<T> question) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a transaction is one caller's");
        }
        var entry = new Entry(caller);
        T answer = ScopedValue.where(CallerDatabase.ENTRY, entry)
                .call(() -> SecondRead.ifConnectionDied(() -> Objects.requireNonNull(transaction.execute(_ -> question.get()))));
        return new InEpoch<>(answer, entry.epoch().get());
    }
}
