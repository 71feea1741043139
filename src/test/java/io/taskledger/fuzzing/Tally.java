package io.taskledger.fuzzing;

import io.taskledger.support.Answer;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Which operations were answered with what: a run that met only refusals has shown nothing. */
final class Tally {

    private final AtomicInteger answers = new AtomicInteger();
    private final Map<String, AtomicInteger> statuses = new ConcurrentHashMap<>();

    void count(DeclaredOperation operation, Answer answer) {
        answers.incrementAndGet();
        statuses.computeIfAbsent(operation.id() + " " + answer.status(), _ -> new AtomicInteger()).incrementAndGet();
    }

    int answers() {
        return answers.get();
    }

    Set<String> seen() {
        return new TreeSet<>(statuses.keySet());
    }

    @Override
    public String toString() {
        return new TreeMap<>(statuses).toString();
    }
}
