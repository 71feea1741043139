package io.taskledger.query.rebuild;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * A rebuild or a verification, as far as it is.
 *
 * @param upTo position of the last event that is folded in bulk
 * @param folded events so far
 * @param lastTask where to go on, empty at the beginning
 * @param seconds since its start, to its end if that has come, by PostgreSQL's clock
 * @param differences rows that were not what the events say; null where they have not been compared
 * @param sample of those, the first
 * @param swapMillis for how long no query could read the table; null where none has taken its place
 * @param failure why it failed; null where it did not
 */
public record Job(
        String projection,
        Kind kind,
        UUID id,
        Status status,
        Phase phase,
        Instant startedAt,
        @Nullable Instant finishedAt,
        long upTo,
        long folded,
        String lastTask,
        double seconds,
        @Nullable Long differences,
        List<Difference> sample,
        @Nullable Double swapMillis,
        @Nullable String failure) {

    public enum Kind {
        REBUILD("rebuild"),
        VERIFY("verification");

        private final String noun;

        Kind(String noun) {
            this.noun = noun;
        }

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public String noun() {
            return noun;
        }
    }

    public enum Status {
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What it is doing, in this order. */
    public enum Phase {
        FOLD,
        INDEX,
        CATCH_UP,
        COMPARE,
        SWAP,
        DONE;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean isRunning() {
        return status == Status.RUNNING;
    }

    /** Of folding in bulk, 0 to 1; positions that no event has count as folded when it is done. */
    public double progress() {
        return phase == Phase.FOLD && upTo > 0 ? Math.min(1, (double) folded / upTo) : 1;
    }

    /** A line for a log. */
    public String summary() {
        String compared = differences == null ? "not compared" : differences + " differences";
        String swapped = swapMillis == null ? "" : ", no query could read it for %.1f ms".formatted(swapMillis);
        return "%d events in %.1f s, %s%s".formatted(folded, seconds, compared, swapped);
    }
}
