package io.taskledger.eventstore;

import org.axonframework.eventhandling.DomainEventMessage;
import org.springframework.transaction.TransactionStatus;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Appends events in every way that upsets the order of commits: writes elsewhere before (so that it has its transaction id early,
 * or late), sleeps, goes back to a savepoint, rolls back.
 */
final class RestlessWriter {

    private static final String SCRIBBLES = "create table if not exists scribble (line text)";

    private final EventStoreProcess process;
    private final Random random;

    RestlessWriter(EventStoreProcess process, long seed) {
        this.process = process;
        this.random = new Random(seed);
    }

    static void prepare(EventStoreProcess process) {
        process.transactions.executeWithoutResult(_ -> process.sql.execute(SCRIBBLES));
    }

    /** @return the texts of what it has committed */
    List<String> writeUntil(long deadlineNanos) {
        List<String> committed = new ArrayList<>();
        while (System.nanoTime() < deadlineNanos) {
            List<String> texts = new ArrayList<>();
            process.transactions.executeWithoutResult(transaction -> write(transaction, texts));
            committed.addAll(texts);
            process.store.afterCommit(List.of());
        }
        return committed;
    }

    private void write(TransactionStatus transaction, List<String> texts) {
        if (random.nextInt(3) == 0) {
            process.sql.update("insert into scribble values ('early')");
            sleepAtTimes();
        }
        if (random.nextInt(4) == 0) {
            Object savepoint = transaction.createSavepoint();
            List<String> inside = append();
            sleepAtTimes();
            if (random.nextBoolean()) {
                transaction.rollbackToSavepoint(savepoint);
                sleepAtTimes();
            } else {
                texts.addAll(inside);
            }
        }
        texts.addAll(append());
        sleepAtTimes();
        if (random.nextInt(4) == 0) {
            transaction.setRollbackOnly();
            texts.clear();
        }
    }

    private List<String> append() {
        String aggregate = UUID.randomUUID().toString();
        List<String> texts = LongStream.range(0, 1 + random.nextInt(3)).mapToObj(version -> aggregate + " " + version).toList();
        process.engine.append(IntStream.range(0, texts.size())
                .<DomainEventMessage<?>>mapToObj(version -> EventStoreProcess.event(aggregate, version, texts.get(version)))
                .toList());
        return texts;
    }

    private void sleepAtTimes() {
        try {
            TimeUnit.MICROSECONDS.sleep(switch (random.nextInt(10)) {
                case 0, 1, 2 -> random.nextInt(5_000);
                case 3 -> random.nextInt(50_000);
                default -> 0;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
