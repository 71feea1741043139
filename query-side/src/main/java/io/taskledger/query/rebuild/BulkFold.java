package io.taskledger.query.rebuild;

import io.taskledger.query.projection.Delivery;
import io.taskledger.query.projection.Folded;
import io.taskledger.query.projection.Folding;
import io.taskledger.query.projection.Projection;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Folds events that come task by task, each task's in one run: so that one state is all there is to remember, and each row is
 * written once.
 */
final class BulkFold<S> {

    private final Projection<S> projection;
    private @Nullable Folded<S> open;

    /** @param open the task that the events go on with, as it is so far; null where they begin with another */
    BulkFold(Projection<S> projection, @Nullable Folded<S> open) {
        this.projection = projection;
        this.open = open;
    }

    /** The rows that these events finish; where a task has but one, it is finished when another task's events begin. */
    List<Folded<S>> add(List<Delivery> deliveries) {
        if (deliveries.isEmpty()) {
            return List.of();
        }
        Folded<S> before = open;
        Folding<S> folding = new Folding<>(projection, before == null ? Map.of() : Map.of(before.task(), before));
        deliveries.forEach(folding::add);
        UUID last = deliveries.getLast().task();
        open = folding.last(last);
        if (projection.keepsHistory()) {
            return folding.rows();
        }
        List<Folded<S>> finished = new ArrayList<>();
        if (before != null && !before.task().equals(deliveries.getFirst().task())) {
            finished.add(before);
        }
        folding.rows().stream().filter(row -> !row.task().equals(last)).forEach(finished::add);
        return finished;
    }

    /** The rows that are left when there are no more events. */
    List<Folded<S>> end() {
        return projection.keepsHistory() || open == null ? List.of() : List.of(open);
    }
}
