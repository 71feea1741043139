package io.taskledger.query.projection;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.taskledger.kernel.TaskId;
import io.taskledger.kernel.TaskVisibility;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Knows how far every projection is, and lets commands wait for that. It is told by the feed of this instance after each
 * commit, by those of others through {@code NOTIFY}, and by {@link ProgressPoll}, which looks whether or not anything was heard.
 */
@Component
public class ProjectionProgress implements TaskVisibility {

    /** Of {@code NOTIFY}. */
    public static final String CHANNEL = "projection_progress";

    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** No projection is called that, so that no position is reached. */
    private static final Set<String> NOT_KNOWN_YET = Set.of("");

    private final BiPredicate<String, UUID> isParked;
    private final Set<String> own;
    private final Map<String, Progress> known = new ConcurrentHashMap<>();
    private final ConcurrentSkipListSet<Waiting> waiting = new ConcurrentSkipListSet<>(
            comparingLong(Waiting::position).thenComparingLong(Waiting::number));

    private final List<Consumer<Progress>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong numbers = new AtomicLong();
    private volatile Set<String> awaited;

    @Autowired
    ProjectionProgress(List<Projection<?>> projections, DeadLetters deadLetters) {
        this(projections, deadLetters::isParked);
    }

    /** @param isParked whether a projection has parked a task */
    ProjectionProgress(List<Projection<?>> projections, BiPredicate<String, UUID> isParked) {
        this.isParked = isParked;
        own = projections.stream().map(Projection::table).collect(toUnmodifiableSet());
        awaited = own;
    }

    /** What another instance said; or this one, which knows it already. */
    public void heard(String text) {
        Progress progress = Progress.parse(text);
        if (progress != null && !progress.equals(known.get(progress.projection()))) {
            advance(List.of(progress));
        }
    }

    /** @param all what one transaction has done */
    void advance(List<Progress> all) {
        List<Progress> now = all.stream().map(progress -> known.merge(progress.projection(), progress, Progress::orLater)).toList();
        release();
        now.forEach(progress -> listeners.forEach(listener -> listener.accept(progress)));
    }

    /**
     * Tells of every progress that becomes known, of every projection: the same again, too, as often as is looked.
     *
     * @param listener is called by who has more to do, and so must not block
     */
    public void listen(Consumer<Progress> listener) {
        listeners.add(listener);
    }

    /** Until the next look commands wait, for what was known may be long ago. */
    void forget() {
        awaited = NOT_KNOWN_YET;
        known.clear();
    }

    /** As it is known now. */
    Map<String, Progress> known() {
        return Map.copyOf(known);
    }

    /**
     * Takes in where all projections stand. Commands wait for those of this release, and for those that queries of other instances
     * read and that are being fed.
     *
     * @param before what was known before that was looked up: one that stands behind it has lost its last commits, in a crash or to a restore
     */
    void look(List<PositionTable.Entry> entries, Map<String, Progress> before) {
        awaited = Stream.concat(own.stream(), entries.stream()
                        .filter(entry -> entry.served() && entry.fed())
                        .map(entry -> entry.progress().projection()))
                .collect(toUnmodifiableSet());
        for (PositionTable.Entry entry : entries) {
            Progress now = entry.progress();
            Progress then = before.getOrDefault(now.projection(), now);
            known.merge(now.projection(), now, now.position() < then.position() ? (_, looked) -> looked : Progress::orLater);
        }
        release();
        known.values().forEach(now -> listeners.forEach(listener -> listener.accept(now)));
    }

    @Override
    public boolean await(TaskId task, long position) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            return !isParked(task, deadline) && hasPassed(position, deadline) && !isParked(task, deadline);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException _) {
            return false; // the command is stored all the same; only whether it can be read is not known
        }
    }

    /** Whether the position was passed within the time that a command waits. */
    boolean awaitPosition(long position) {
        try {
            return hasPassed(position, System.nanoTime() + PATIENCE.toNanos());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException _) {
            return false;
        }
    }

    private boolean hasPassed(long position, long deadline) throws InterruptedException, ExecutionException, TimeoutException {
        if (reached() >= position) {
            return true;
        }
        var self = new Waiting(position, numbers.incrementAndGet(), new CompletableFuture<>());
        waiting.add(self);
        try {
            release(); // it may have passed in between
            return self.passed.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } finally {
            waiting.remove(self);
        }
    }

    private void release() {
        long reached = reached();
        for (Waiting one : waiting) {
            if (one.position > reached) {
                return;
            }
            waiting.remove(one);
            one.passed.complete(true);
        }
    }

    private long reached() {
        long reached = Long.MAX_VALUE;
        for (String projection : awaited) {
            Progress progress = known.get(projection);
            reached = Math.min(reached, progress == null ? -1 : progress.position());
        }
        return reached;
    }

    /** A database that doesn't answer must not hold up a command that is stored: the look has a thread of its own. */
    private boolean isParked(TaskId task, long deadline) throws InterruptedException, ExecutionException, TimeoutException {
        for (String projection : awaited) {
            Progress progress = known.get(projection);
            if (progress != null && progress.parked() > 0) {
                var look = CompletableFuture.supplyAsync(() -> isParked.test(projection, task.value()), Thread.ofVirtual()::start);
                if (look.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                    return true;
                }
            }
        }
        return false;
    }

    private record Waiting(long position, long number, CompletableFuture<Boolean> passed) {}
}
