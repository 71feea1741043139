package io.taskledger.operations;

import io.taskledger.kernel.BackgroundWork;
import io.taskledger.query.projection.Projection;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How far the projections are behind, for probes and metrics. Whatever PostgreSQL does, these have their answer within {@link #PATIENCE}:
 * where PostgreSQL has none by then, its last one counts for {@link #GOOD_FOR}. They keep no instance awake: they are answered by a thread
 * that no request has, and while the instance sleeps by what was found out as it fell asleep.
 */
@Component
class RecentLag implements BackgroundWork {

    static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration GOOD_FOR = Duration.ofSeconds(5);

    private final ProjectionLag lag;
    private final List<Projection<?>> projections;
    private final Map<String, Question> questions = new ConcurrentHashMap<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private volatile boolean running = true;

    RecentLag(ProjectionLag lag, List<Projection<?>> projections) {
        this.lag = lag;
        this.projections = projections;
    }

    /**
     * Asks PostgreSQL, unless the instance sleeps. There is one question at a time.
     *
     * @param age of a question before this one whose answer will do
     */
    synchronized Question ask(Projection<?> projection, Duration age) {
        Question last = questions.get(projection.table());
        if (last != null && (!running || last.isUnderWay() || last.isYoungerThan(age))) {
            return last;
        }
        var next = new Question(projection);
        questions.put(projection.table(), next);
        return next;
    }

    @Override
    public Stage stage() {
        return Stage.LOOKING;
    }

    @Override
    public synchronized void start() {
        running = true;
    }

    @Override
    public synchronized void stop() {
        if (running) {
            projections.forEach(projection -> ask(projection, Duration.ZERO));
            running = false;
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public boolean hasEnded() {
        return questions.values().stream().noneMatch(Question::isUnderWay);
    }

    private record Answer(ProjectionLag.Lag lag, long at) {}

    /** What PostgreSQL is asked of one projection. */
    final class Question {

        private final String projection;
        private final long since = System.nanoTime();
        private final CompletableFuture<ProjectionLag.Lag> answer;

        private Question(Projection<?> projection) {
            this.projection = projection.table();
            answer = CompletableFuture.supplyAsync(() -> lag.of(projection), Thread.ofVirtual()::start);
            var _ = answer.thenAccept(found -> answers.put(this.projection, new Answer(found, System.nanoTime())));
        }

        /** Nothing where PostgreSQL has not answered for too long. */
        Optional<ProjectionLag.Lag> answer() {
            try {
                return Optional.of(answer.get(PATIENCE.toNanos() - (System.nanoTime() - since), TimeUnit.NANOSECONDS));
            } catch (TimeoutException | ExecutionException _) {
                return lastAnswer();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }

        private Optional<ProjectionLag.Lag> lastAnswer() {
            @Nullable Answer last = answers.get(projection);
            return Optional.ofNullable(last)
                    .filter(found -> !running || System.nanoTime() - found.at < GOOD_FOR.toNanos())
                    .map(Answer::lag);
        }

        private boolean isUnderWay() {
            return !answer.isDone();
        }

        private boolean isYoungerThan(Duration age) {
            return System.nanoTime() - since < age.toNanos();
        }
    }
}
