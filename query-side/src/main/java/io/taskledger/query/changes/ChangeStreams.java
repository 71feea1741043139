package io.taskledger.query.changes;

import io.taskledger.kernel.AnswerMemory;
import io.taskledger.kernel.AnswerRoom;
import io.taskledger.kernel.HeapForClients;
import io.taskledger.kernel.Occupation;
import io.taskledger.kernel.Timer;
import io.taskledger.kernel.UserId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The streams of changes that clients of this instance read, by user. One on which nothing happens costs a connection and some memory. */
@Component
public class ChangeStreams implements SmartLifecycle, DisposableBean, Occupation {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeStreams.class);

    /** Of one user; browsers open six connections to a host, and people have a few of those. */
    private static final int MOST = 16;

    /** That the server holds for one, nearly all of it for buffers. Measured: 80 KiB. */
    private static final int BYTES_OF_A_STREAM = 100 * 1024;

    private static final Duration TICK = Duration.ofSeconds(1);

    private final ChangeFeed feed;
    private final ChangeCursors cursors;
    private final JsonMapper json;
    private final AnswerMemory memory;
    private final Map<UserId, Audience> audiences = new ConcurrentHashMap<>();
    private final Semaphore places;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService clock =
            new Timer(Thread.ofPlatform().daemon().name("change-streams").factory());
    private volatile boolean running;

    /**
     * @param heartbeat how often each stream is sent something, so that both sides know whether the connection is there
     * @param most of all users, null for as many as a quarter of the heap for clients is good for
     */
    ChangeStreams(
            ChangeFeed feed,
            ChangeCursors cursors,
            JsonMapper json,
            AnswerMemory memory,
            @Value("${taskledger.changes.heartbeat}") Duration heartbeat,
            @Value("${taskledger.changes.most-streams:#{null}}") @Nullable Integer most) {
        places = new Semaphore(most == null ? HeapForClients.ofThisProcess().room(4, BYTES_OF_A_STREAM) : most);
        this.feed = feed;
        this.cursors = cursors;
        this.json = json;
        this.memory = memory;
        var _ = clock.scheduleWithFixedDelay(this::endExpired, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        var _ = clock.scheduleWithFixedDelay(this::sendHeartbeats, heartbeat.toMillis(), heartbeat.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * A stream from that place on, for as long as the token is good.
     *
     * @param connection the room of the request for it
     * @throws TooManyStreams where the user has as many as one may
     * @throws NoMoreStreams where all users together do
     */
    ResponseBodyEmitter open(Subscriber subscriber, Since since, AnswerRoom connection) {
        var stream = new ChangeStream(
                subscriber, cursors.epochId(), since, cursors.seal(subscriber.user(), since), connection, this::wake, this::forget);
        audiences.compute(subscriber.user(), (user, present) -> {
            Audience audience = present == null ? new Audience(user, feed, cursors, json, memory, threads) : present;
            if (audience.streams().size() >= MOST) {
                audience.streams().forEach(this::sendHeartbeat); // some of these clients may have gone: who tries again is let in then
                throw new TooManyStreams(MOST);
            }
            if (!places.tryAcquire()) {
                throw new NoMoreStreams();
            }
            audience.streams().add(stream);
            return audience;
        });
        if (running) {
            wake(stream);
        } else {
            stream.end();
        }
        return stream.answer();
    }

    /** An instance that has a stream tells of changes, and is not idle. */
    @Override
    public boolean isBusy() {
        return !isEmpty();
    }

    boolean isEmpty() {
        return audiences.isEmpty();
    }

    /** How many clients of this instance read one. */
    public long count() {
        return all().count();
    }

    /** Has the user's streams be sent what they lack, if there are any. */
    void wake(UserId user) {
        Audience audience = audiences.get(user);
        if (audience != null) {
            audience.wake();
        }
    }

    void wakeAll() {
        audiences.values().forEach(Audience::wake);
    }

    private void wake(ChangeStream stream) {
        wake(stream.subscriber().user());
    }

    private void forget(ChangeStream stream) {
        audiences.computeIfPresent(stream.subscriber().user(), (_, audience) -> {
            if (audience.streams().remove(stream)) {
                places.release();
            }
            return audience.streams().isEmpty() ? null : audience;
        });
    }

    private Stream<ChangeStream> all() {
        return audiences.values().stream().flatMap(audience -> audience.streams().stream());
    }

    private void endExpired() {
        Instant now = Instant.now();
        all().filter(stream -> !now.isBefore(stream.subscriber().until())).forEach(stream -> threads.execute(stream::end));
    }

    private void sendHeartbeats() {
        all().forEach(this::sendHeartbeat);
        if (!isEmpty()) {
            threads.execute(this::endThoseOfAnotherEpoch);
        }
    }

    /** Their clients come again, and are told to sync anew. */
    private void endThoseOfAnotherEpoch() {
        try {
            UUID epochId = cursors.epochId();
            all().filter(stream -> stream.isOfAnotherEpochThan(epochId)).forEach(stream -> threads.execute(stream::end));
        } catch (RuntimeException e) { // the database is away: the next heartbeat may learn more
            LOG.debug("The epoch of streams can't be compared", e);
        }
    }

    private void sendHeartbeat(ChangeStream stream) {
        threads.execute(stream::sendHeartbeat);
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the server waits for its requests to end: these would not. It waits for no client that reads slowly; the server does, as long as for any. */
    @Override
    public void stop() {
        running = false;
        all().forEach(stream -> threads.execute(stream::end));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public void destroy() {
        clock.shutdownNow();
        threads.shutdown(); // what is being sent is sent, or times out
    }
}
