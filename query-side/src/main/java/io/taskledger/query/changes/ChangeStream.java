package io.taskledger.query.changes;

import io.taskledger.kernel.AnswerRoom;
import io.taskledger.kernel.NoRoomForAnswer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What one client reads: text in the form of the HTML Living Standard, section 9.2.6. It is at one place of the feed, and is sent one
 * thing at a time: who reads slowly is sent what has come since when they have read the last.
 */
final class ChangeStream {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_EVENT_STREAM, StandardCharsets.UTF_8);
    /** Of a character: two of the text, and up to three of the bytes that are made of it. */
    private static final long BYTES_WHILE_SENT = 5;

    private static final Logger LOG = LoggerFactory.getLogger(ChangeStream.class);
    private static final String HEARTBEAT = ":\n\n";

    private final ResponseBodyEmitter answer = new ResponseBodyEmitter(0L); // it ends when we say so
    private final Subscriber subscriber;
    private final UUID epochId;
    private final AnswerRoom connection;
    private final Consumer<ChangeStream> lacking;
    private final Consumer<ChangeStream> ended;
    private Since since;
    private boolean busy;
    private boolean missed;

    /**
     * @param epochId of the event store's epoch when the stream was asked for
     * @param cursor where it begins, which is what comes first: whoever loses the connection then, comes again with that
     * @param connection takes no room itself, but gives room for each thing that is sent
     * @param lacking is told when it can be sent what it was too busy for
     * @param ended is told, once or more, when nothing can be sent any longer
     */
    ChangeStream(
            Subscriber subscriber,
            UUID epochId,
            Since since,
            String cursor,
            AnswerRoom connection,
            Consumer<ChangeStream> lacking,
            Consumer<ChangeStream> ended) {
        this.connection = connection;
        this.subscriber = subscriber;
        this.epochId = epochId;
        this.since = since;
        this.lacking = lacking;
        this.ended = ended;
        answer.onCompletion(() -> ended.accept(this));
        isSent("id: " + cursor + "\n\n");
    }

    Subscriber subscriber() {
        return subscriber;
    }

    /** Whether the epoch that the stream began in is over: what its client holds is of a time that the ledger was set back from. */
    boolean isOfAnotherEpochThan(UUID current) {
        return !epochId.equals(current);
    }

    ResponseBodyEmitter answer() {
        return answer;
    }

    synchronized Since since() {
        return since;
    }

    /** Takes it for who may have something to send. Nobody has it while another does, or when it isn't where they think. */
    synchronized boolean take(Since from) {
        if (!since.equals(from)) {
            return false;
        }
        missed |= busy;
        boolean free = !busy;
        busy = true;
        return free;
    }

    /** To be called by who has taken it: it is at another place now, or at the same. */
    void giveBack(Since upTo) {
        giveBack(upTo, false);
    }

    /** To be called by who has taken it, and found no memory: it is where it was, and is to be served again. */
    void giveBackLacking(Since from) {
        giveBack(from, true);
    }

    private void giveBack(Since upTo, boolean lacks) {
        boolean more;
        synchronized (this) {
            more = lacks || missed || !since.equals(upTo);
            since = upTo;
            busy = false;
            missed = false;
        }
        if (more) {
            lacking.accept(this);
        }
    }

    /** Waits for as long as the client may be slow, and gives it back: where it was, if there is no memory to send the text. */
    void send(String text, Since from, Since upTo) {
        if (isSent(text)) {
            giveBack(upTo);
        } else {
            giveBackLacking(from);
        }
    }

    /** Whether there was room for it, or the stream has ended. */
    private boolean isSent(String text) {
        try (AnswerRoom room = connection.another(new StreamsOf(subscriber.user()))) {
            room.send(text.length() * BYTES_WHILE_SENT, AnswerRoom.PATIENT);
            answer.send(text, TEXT);
        } catch (NoRoomForAnswer e) {
            LOG.debug("A stream of changes waits for memory: {}", e.getMessage());
            return false;
        } catch (IOException e) {
            LOG.debug("A client took no more of its answer: {}", e.getMessage());
            end();
        } catch (IllegalStateException e) {
            LOG.debug("A stream of changes ends: {}", e.getMessage());
            end();
        }
        return true;
    }

    void sendHeartbeat() {
        Since here = since();
        if (take(here)) {
            send(HEARTBEAT, here, here);
        }
    }

    void end() {
        ended.accept(this);
        try {
            answer.complete();
        } catch (IllegalStateException e) { // the container has found out at the same moment that the client is gone
            LOG.debug("A stream of changes had ended: {}", e.getMessage());
        }
    }
}
