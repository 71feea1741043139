package io.taskledger.command.idempotency;

import io.taskledger.command.TaskCommand;
import io.taskledger.eventstore.PostgresEventStorageEngine;
import io.taskledger.kernel.EventMetaData;
import io.taskledger.kernel.TaggedTask;
import io.taskledger.kernel.TaskView;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.common.lock.Lock;
import org.axonframework.common.lock.LockFactory;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Carries out a command that came with a key in one transaction with the memory of what it answered: events and memory are stored both, or
 * neither. A repeat is answered from memory, with a {@link Remembered}, and reaches no aggregate.
 *
 * <p>The transaction is the unit of work's, and ends with the text that stores the memory: before anyone is told of the events, or of the
 * position. It begins when nobody else of this process is at the task, so that commands that wait for each other hold no connection
 * meanwhile.
 */
@Component
class KeyedCommands implements MessageHandlerInterceptor<CommandMessage<?>> {

    private final IdempotencyKeys keys;
    private final LockFactory taskLocks;
    private final TransactionManager transactions;
    private final Set<OwnedKey> inUse = ConcurrentHashMap.newKeySet();

    KeyedCommands(IdempotencyKeys keys, LockFactory taskLocks, TransactionManager transactions) {
        this.keys = keys;
        this.taskLocks = taskLocks;
        this.transactions = transactions;
    }

    /**
     * @throws KeyInUse where a request with the same key is being carried out, on whichever instance
     * @throws KeyReused where another one was
     */
    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain) throws Exception {
        CommandMessage<?> message = work.getMessage();
        if (!(message.getMetaData().get(KeyedRequest.METADATA) instanceof KeyedRequest request)) {
            return chain.proceed();
        }
        var command = (TaskCommand) message.getPayload();
        var key = new OwnedKey((String) Objects.requireNonNull(message.getMetaData().get(EventMetaData.ACTOR)), request.key());
        if (!inUse.add(key)) { // by the first, or by a repeat of it that is being answered, too
            return transactions.fetchInTransaction(() -> keys.recall(key, request.fingerprint())).orElseThrow(KeyInUse::new);
        }
        work.onCleanup(_ -> inUse.remove(key));
        lock(command, work);
        begin(work);
        Optional<Remembered> remembered = keys.claim(key, request.fingerprint());
        if (remembered.isPresent()) {
            return remembered.get();
        }
        var task = (TaskView) chain.proceed();
        work.onPrepareCommit(_ -> keys.rememberAndCommit(key, request.fingerprint(), answer(command, task, work))); // after the events
        return task;
    }

    /** The aggregate's own lock, which its thread can take again. */
    private void lock(TaskCommand command, UnitOfWork<?> work) {
        Lock lock = taskLocks.obtainLock(command.taskId().toString());
        work.onCleanup(_ -> lock.release());
    }

    private void begin(UnitOfWork<?> work) {
        Transaction transaction = transactions.startTransaction();
        work.onCommit(_ -> transaction.commit());
        work.onRollback(_ -> transaction.rollback());
    }

    private static Remembered answer(TaskCommand command, TaskView task, UnitOfWork<?> work) {
        long position = PostgresEventStorageEngine.lastPosition(work).orElseThrow();
        String epoch = PostgresEventStorageEngine.epoch(work).orElse("");
        return new Remembered(task.id(), position, Success.of(command, TaggedTask.of(task, epoch)));
    }
}
