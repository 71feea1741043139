package io.taskledger.query.caller;

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
     * What the question answers when the user asks it.
     *
     * @throws IllegalStateException in another transaction, which is another's
     */
    public <T> T as(UserId caller, Supplier<T> question) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a transaction is one caller's");
        }
        return ScopedValue.where(CallerDatabase.CALLER, caller)
                .call(() -> Objects.requireNonNull(transaction.execute(_ -> question.get())));
    }
}
