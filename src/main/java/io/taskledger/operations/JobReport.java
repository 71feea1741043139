package io.taskledger.operations;

import io.taskledger.query.rebuild.Difference;
import io.taskledger.query.rebuild.Job;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A rebuild or a verification.
 *
 * @param events to be folded, about
 * @param progress of folding them: 0 to 1
 * @param eventsPerSecond since its start
 * @param estimatedEnd of folding them; null where that is done, or nothing can be said yet
 * @param differences rows that were not what the events say; null where they have not been compared
 * @param sample the first of them
 * @param swapMillis for how long no query could read the table while another took its place
 */
record JobReport(
        UUID id,
        String projection,
        Job.Kind kind,
        Job.Status status,
        Job.Phase phase,
        Instant startedAt,
        @Nullable Instant finishedAt,
        long events,
        long folded,
        double progress,
        double eventsPerSecond,
        @Nullable Instant estimatedEnd,
        @Nullable Long differences,
        List<Difference> sample,
        @Nullable Double swapMillis,
        @Nullable String failure) {

    static JobReport of(Job job) {
        double progress = job.progress();
        double rate = job.folded() / Math.max(0.001, job.seconds());
        boolean foldable = job.isRunning() && job.phase() == Job.Phase.FOLD && job.folded() > 0;
        return new JobReport(
                job.id(),
                job.projection(),
                job.kind(),
                job.status(),
                job.phase(),
                job.startedAt(),
                job.finishedAt(),
                job.upTo(),
                job.folded(),
                progress,
                rate,
                foldable ? job.startedAt().plusMillis((long) (1_000 * (job.seconds() + left(job) / rate))) : null,
                job.differences(),
                job.sample(),
                job.swapMillis(),
                job.failure());
    }

    private static long left(Job job) {
        return Math.max(0, job.upTo() - job.folded());
    }
}
