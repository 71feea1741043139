package io.taskledger.query.caller;

import io.taskledger.kernel.AnswerRoom;
import io.taskledger.kernel.NoRoomForAnswer;
import io.taskledger.kernel.SecondRead;
import io.taskledger.kernel.UserId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.Objects;
import java.util.function.Supplier;

/** A transaction that only reads, and in which PostgreSQL shows the rows of one user and no others. */
@Component
public class CallerTransaction {

    private final TransactionTemplate transaction;

    CallerTransaction(PlatformTransactionManager transactions) {
        transaction = new TransactionTemplate(transactions);
        transaction.setReadOnly(true);
    }

    /**
     * What the question answers when the user asks it. The question is asked a second time, in another transaction, where its
     * connection turned out to be dead.
     *
     * @throws IllegalStateException in another transaction, which is another's
     */
    public <T> T as(UserId caller, Supplier<T> question) {
        return inEpoch(caller, question).answer();
    }

    /**
     * The same for a page: takes the room that it needs while it is read, and a connection only then.
     *
     * @param json bytes that the page has at most
     * @throws NoRoomForAnswer where the answers that are being read take all the memory they may
     */
    public <T> InEpoch<T> page(UserId caller, AnswerRoom room, long json, Supplier<T> question) {
        room.read(json);
        return inEpoch(caller, question);
    }

    /**
     * The same, with the epoch of the event store in which the question was answered. It takes no statement of its own.
     *
     * @throws IllegalStateException in another transaction, which is another's
     */
    public <T> InEpoch<T> inEpoch(UserId caller, Supplier<T> question) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a transaction is one caller's");
        }
        var entry = new Entry(caller);
        T answer = ScopedValue.where(CallerDatabase.ENTRY, entry)
                .call(() -> SecondRead.ifConnectionDied(() -> Objects.requireNonNull(transaction.execute(_ -> question.get()))));
        return new InEpoch<>(answer, entry.epoch().get());
    }
}
