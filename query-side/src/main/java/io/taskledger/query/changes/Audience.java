package io.taskledger.query.changes;

import static java.util.stream.Collectors.toSet;

import io.taskledger.kernel.AnswerMemory;
import io.taskledger.kernel.AnswerRoom;
import io.taskledger.kernel.NoRoomForAnswer;
import io.taskledger.kernel.UserId;
import io.taskledger.query.audit.AuditRow;
import io.taskledger.query.caller.InEpoch;
import io.taskledger.query.paging.PageEnd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The streams of one user. Those that are at the same place share a query; while nobody wakes them there is none, and no thread.
 */
final class Audience {

    private static final Logger LOG = LoggerFactory.getLogger(Audience.class);

    /** Changes that are sent at once, at most. */
    private static final int PAGE = 100;

    /** Bytes of them, but for one change that has more: so much is kept for each client that is slow. */
    private static final int MOST_BYTES = 64 * 1024;

    private final UserId user;
    private final ChangeFeed feed;
    private final ChangeCursors cursors;
    private final JsonMapper json;
    private final AnswerMemory memory;
    private final Executor threads;
    private final Set<ChangeStream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicInteger wakeUps = new AtomicInteger();

    Audience(UserId user, ChangeFeed feed, ChangeCursors cursors, JsonMapper json, AnswerMemory memory, Executor threads) {
        this.user = user;
        this.feed = feed;
        this.cursors = cursors;
        this.json = json;
        this.memory = memory;
        this.threads = threads;
    }

    Set<ChangeStream> streams() {
        return streams;
    }

    /** Has all be sent what they lack. At most one thread looks what that is; who comes meanwhile makes it look once more. */
    void wake() {
        if (wakeUps.getAndIncrement() == 0) {
            threads.execute(this::look);
        }
    }

    private void look() {
        int seen;
        do {
            seen = wakeUps.get();
            streams.stream().map(ChangeStream::since).collect(toSet()).forEach(this::serve);
        } while (!wakeUps.compareAndSet(seen, 0));
    }

    private void serve(Since place) {
        List<ChangeStream> here = streams.stream().filter(stream -> stream.take(place)).toList();
        if (here.isEmpty()) {
            return;
        }
        try (AnswerRoom room = memory.roomFor(new StreamsOf(user), null)) {
            UUID epochId = cursors.epochId();
            here.stream().filter(stream -> stream.isOfAnotherEpochThan(epochId)).forEach(stream -> threads.execute(stream::end));
            InEpoch<List<AuditRow>> read = feed.after(user, place, PAGE, MOST_BYTES, room);
            List<AuditRow> changes = PageEnd.cut(read.answer(), PAGE, MOST_BYTES, Change::json);
            if (changes.isEmpty()) {
                here.forEach(stream -> stream.giveBack(place));
                return;
            }
            String text = text(changes, read.epoch());
            Since next = Since.of(changes.getLast());
            here.forEach(stream -> threads.execute(() -> stream.send(text, place, next)));
        } catch (NoRoomForAnswer e) {
            LOG.debug("Streams of changes wait for memory: {}", e.getMessage());
            here.forEach(stream -> stream.giveBackLacking(place));
        } catch (RuntimeException e) { // the place is gone, or the database: clients come again, and are told
            LOG.debug("Streams of changes end: {}", e.toString());
            here.forEach(stream -> threads.execute(stream::end));
        }
    }

    private String text(List<AuditRow> changes, String epoch) {
        var text = new StringBuilder();
        for (AuditRow row : changes) {
            text.append("id: ").append(cursors.seal(user, Since.of(row)))
                    .append("\nevent: change\ndata: ").append(StreamedJson.write(json, Change.of(row, epoch))).append("\n\n");
        }
        return text.toString();
    }
}
