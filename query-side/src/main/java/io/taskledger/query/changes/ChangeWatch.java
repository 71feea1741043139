package io.taskledger.query.changes;

import io.taskledger.kernel.Heartbeat;
import io.taskledger.kernel.Heartbeats;
import io.taskledger.kernel.UserId;
import io.taskledger.query.audit.AuditProjection;
import io.taskledger.query.projection.MaintenanceDatabase;
import io.taskledger.query.projection.Progress;
import io.taskledger.query.projection.ProjectionProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;

/**
 * Wakes streams: whenever the projection has got on, whichever instance moved it, this one asks once whose changes are new, however many streams
 * there are. It learns of them who it is, and nothing else: what a user's changes are, is asked as that user.
 */
@Component
class ChangeWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeWatch.class);

    /** Events; beyond so many, everybody is woken. */
    private static final long MOST = 5_000;

    /** From one question to the next: what comes meanwhile is asked for together. */
    private static final Duration PAUSE = Duration.ofMillis(10);

    /** From what is told to streams that are woken. */
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(10);

    private final ChangeStreams streams;
    private final String table;
    private final JdbcClient database;
    private final Heartbeat heartbeat;
    private final Object progressed = new Object();
    private Progress latest;
    private boolean told;
    private volatile Thread thread = new Thread();
    private volatile boolean running;

    ChangeWatch(
            AuditProjection audit,
            ProjectionProgress progress,
            MaintenanceDatabase database,
            ChangeStreams streams,
            Heartbeats heartbeats) {
        this.streams = streams;
        this.database = database.client();
        table = audit.table();
        heartbeat = heartbeats.of("change watch", LONGEST_ROUND);
        latest = new Progress(table, -1, 0);
        progress.listen(this::accept);
    }

    private void accept(Progress progress) {
        if (progress.projection().equals(table)) {
            synchronized (progressed) {
                latest = progress;
                told = true;
                progressed.notifyAll();
            }
        }
    }

    private void run() {
        var seen = new Seen(latest(), "");
        while (running) {
            try {
                Progress now = after(seen.progress);
                heartbeat.beat();
                seen = wake(seen, now);
                heartbeat.rest(); // until something is told
                Thread.sleep(PAUSE);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private Progress latest() {
        synchronized (progressed) {
            return latest;
        }
    }

    /** What was parked may be another now though as much is, and nothing else tells: while there is some, it is looked at whenever any progress is told. */
    private Progress after(Progress seen) throws InterruptedException {
        synchronized (progressed) {
            while (latest.equals(seen) && !(told && latest.parked() > 0)) {
                progressed.wait();
            }
            told = false;
            return latest;
        }
    }

    /** Who opens a stream from now on sees for themselves what there is up to {@code now}. */
    private Seen wake(Seen before, Progress now) {
        Progress seen = before.progress;
        if (streams.isEmpty()) {
            return new Seen(now, before.parked);
        }
        String parked = before.parked;
        try {
            parked = now.parked() == 0 ? "" : parked();
            if (parked.equals(before.parked) && now.position() >= seen.position() && now.position() - seen.position() <= MOST) {
                usersBetween(seen.position(), now.position()).forEach(streams::wake);
                return new Seen(now, parked);
            }
        } catch (RuntimeException e) { // whatever it is: those who are woken learn what it means to them
            LOG.debug("Whose changes are new can't be told", e);
        }
        streams.wakeAll();
        return new Seen(now, parked);
    }

    /** Where feeds end: another text when any of them ends elsewhere. */
    private String parked() {
        return database.sql("select coalesce(md5(string_agg(concat_ws(' ', task, position, user_id), ',' order by task)), '') from dead_letter where projection = ?")
                .param(table)
                .query(String.class)
                .single();
    }

    private List<UserId> usersBetween(long after, long upTo) {
        if (after == upTo) {
            return List.of();
        }
        return database.sql("select distinct user_id from " + table + " where position > ? and position <= ?")
                .params(after, upTo)
                .query((row, _) -> new UserId(row.getString(1)))
                .list();
    }

    @Override
    public synchronized void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("change-watch").start(this::run);
    }

    @Override
    public synchronized void stop() {
        running = false;
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private record Seen(Progress progress, String parked) {}
}
