package io.taskledger.query.caller;

import io.taskledger.kernel.AnswerRoom;
import io.taskledger.kernel.NoRoomForAnswer;
import io.taskledger.kernel.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

import java.sql.SQLException;
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
    private final Turns users;

    Searches(CallerTransaction transaction, CallerDatabase database, Environment environment) {
        this.transaction = transaction;
        this.database = database;
        int most = Math.max(1, CallerDatabase.mostConnections(environment) / 4);
        places = new Semaphore(most, true);
        users = new Turns(Math.max(1, most / 2), MOST_OF_A_USER);
    }

    /**
     * A page of what the question answers when the user asks it, and in which epoch of the event store. It takes its room when its turn
     * has come, or those that wait would keep the memory from all others; and it waits for the room half a second at most, since others
     * wait for its turn.
     *
     * @param json bytes that the page has at most
     * @param advice a sentence for the user: how to ask for less
     * @throws SearchTooExpensive where PostgreSQL takes longer for it than a query may take
     * @throws TooManyQueries where the user's other searches leave no turn for it
     * @throws NoRoomToSearch where those of all users leave none
     * @throws NoRoomForAnswer where the answers that are being read take all the memory they may
     */
    public <T> InEpoch<T> page(UserId caller, AnswerRoom room, long json, String advice, Supplier<T> question) {
        return users.ask(caller, database.longestQuery().toNanos(), end -> {
            if (!Turns.isAcquired(places, end)) {
                throw new NoRoomToSearch();
            }
            try {
                return carryOut(() -> transaction.pageWithoutTurn(caller, room, json, AnswerRoom.SHORT, question), advice);
            } finally {
                places.release();
            }
        });
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

    private static boolean isCanceled(RuntimeException failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && QUERY_CANCELED.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
