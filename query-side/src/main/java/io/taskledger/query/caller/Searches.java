package io.taskledger.query.caller;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.taskledger.kernel.AnswerRoom;
import io.taskledger.kernel.NoRoomForAnswer;
import io.taskledger.kernel.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

import java.sql.SQLException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Carries out searches: questions for which PostgreSQL may have to read all that a user has. A quarter of the connections are for them, and
 * an eighth for those of one user, so that whoever searches keeps nobody from anything else. The others wait their turn, as long as a query
 * may take.
 */
@Component
public class Searches {

    /** Searches of one user that are under way or wait; beyond them one is refused at once. */
    private static final int MOST_OF_A_USER = 64;

    private static final String QUERY_CANCELED = "57014";

    private final CallerTransaction transaction;
    private final CallerDatabase database;
    private final Semaphore places;
    private final int placesOfAUser;
    private final ConcurrentMap<UserId, Turns> users = new ConcurrentHashMap<>();

    Searches(CallerTransaction transaction, CallerDatabase database, Environment environment) {
        this.transaction = transaction;
        this.database = database;
        int most = Math.max(1, environment.getProperty("taskledger.database.connections", Integer.class, CallerDatabase.CONNECTIONS) / 4);
        places = new Semaphore(most, true);
        placesOfAUser = Math.max(1, most / 2);
    }

    /**
     * A page of what the question answers when the user asks it, and in which epoch of the event store. It takes its room when its turn has come, or those
     * that wait would keep the memory from all others; and it waits for the room half a second at most, since others wait for its turn.
     *
     * @param json bytes that the page has at most
     * @param advice a sentence for the user: how to ask for less
     * @throws SearchTooExpensive where PostgreSQL takes longer for it than a query may take
     * @throws TooManySearches where the user's other searches leave no turn for it
     * @throws NoRoomToSearch where those of all users leave none
     * @throws NoRoomForAnswer where the answers that are being read take all the memory they may
     */
    public <T> InEpoch<T> page(UserId caller, AnswerRoom room, long json, String advice, Supplier<T> question) {
        return inTurn(caller, advice, () -> {
            room.read(json, AnswerRoom.SHORT);
            return transaction.inEpoch(caller, question);
        });
    }

    private <T> T inTurn(UserId caller, String advice, Supplier<T> search) {
        Turns turns = enter(caller);
        try {
            return inTurn(turns, advice, search);
        } finally {
            leave(caller);
        }
    }

    private <T> T inTurn(Turns turns, String advice, Supplier<T> search) {
        long deadline = System.nanoTime() + database.longestQuery().toNanos();
        if (!isAcquired(turns.places, deadline)) {
            throw new TooManySearches();
        }
        try {
            if (!isAcquired(places, deadline)) {
                throw new NoRoomToSearch();
            }
            try {
                return carryOut(search, advice);
            } finally {
                places.release();
            }
        } finally {
            turns.places.release();
        }
    }

    private <T> T carryOut(Supplier<T> search, String advice) {
        try {
            return search.get();
        } catch (RuntimeException e) {
            if (isCanceled(e)) {
                throw new SearchTooExpensive(database.longestQuery(), advice);
            }
            throw e;
        }
    }

    private Turns enter(UserId caller) {
        return users.compute(caller, (_, known) -> {
            Turns turns = known == null ? new Turns(new Semaphore(placesOfAUser, true), 0) : known;
            if (turns.searches == MOST_OF_A_USER) {
                throw new TooManySearches();
            }
            return new Turns(turns.places, turns.searches + 1);
        });
    }

    private void leave(UserId caller) {
        users.computeIfPresent(caller, (_, turns) -> turns.searches == 1 ? null : new Turns(turns.places, turns.searches - 1));
    }

    private static boolean isAcquired(Semaphore places, long deadline) {
        try {
            return places.tryAcquire(deadline - System.nanoTime(), NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isCanceled(RuntimeException failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && QUERY_CANCELED.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** @param searches that are under way or wait */
    private record Turns(Semaphore places, int searches) {}
}
