package io.taskledger.command;

import io.taskledger.kernel.Rejection;
import io.taskledger.kernel.TaskEvent;
import io.taskledger.kernel.UserId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What one user asked of a task, and what came of it: events, or a rejection. */
record Step(
        TaskState before, UserId caller, TaskCommand command, Instant at, List<TaskEvent> events, @Nullable Rejection rejection) {

    /** What a user asks, whenever that will be. */
    record Asked(UserId caller, TaskCommand command) {}

    static Step of(TaskState before, Asked asked, Instant at) {
        try {
            return new Step(before, asked.caller, asked.command, at, before.decide(asked.command, asked.caller, ""), null);
        } catch (Rejection rejection) {
            return new Step(before, asked.caller, asked.command, at, List.of(), rejection);
        }
    }

    /** One step for each that is asked, a second apart, from the task's creation on. */
    static List<Step> steps(TaskEvent creation, Instant created, List<Asked> asked) {
        List<Step> steps = new ArrayList<>();
        TaskState state = TaskState.evolve(null, creation, created);
        for (Asked one : asked) {
            Step step = of(state, one, created.plusSeconds(steps.size() + 1));
            steps.add(step);
            state = step.after();
        }
        return steps;
    }

    boolean accepted() {
        return rejection == null;
    }

    TaskState after() {
        return states().getLast();
    }

    /** The state before, and that after each event. */
    List<TaskState> states() {
        List<TaskState> states = new ArrayList<>(List.of(before));
        events.forEach(event -> states.add(TaskState.evolve(states.getLast(), event, at)));
        return states;
    }
}
