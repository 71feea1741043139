package io.taskledger.eventstore;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

import java.util.List;

/**
 * One thing that somebody does in a {@link Play}.
 *
 * @param who which of the transactions, or of the readers
 * @param amount what the verb says
 * @param meanwhile what others do while its statements run: before and after each snapshot
 */
record Act(Verb verb, int who, int amount, List<List<Act>> meanwhile) {

    enum Verb {
        LOCK,
        DRAW,
        COMMIT,
        ROLL_BACK,
        RELEASE,
        /** Begins, draws so many, and ends. */
        APPEND,
        SET_SAVEPOINT,
        ROLL_BACK_TO_SAVEPOINT,
        PREPARE,
        SKIP,
        CRASH,
        RESTART,
        /** So many commits are lost. */
        FAIL_OVER,

        /** So many events at most. */
        READ,
        LOOK,
        ASK_FOR_HEAD,
        /** From the start, from the head, or from where another one is. */
        OPEN_READER;

        boolean isOfReaders() {
            return compareTo(READ) >= 0;
        }
    }

    private static final List<Tuple.Tuple2<Integer, Verb>> OF_WRITERS = List.of(
            Tuple.of(3, Verb.LOCK),
            Tuple.of(10, Verb.DRAW),
            Tuple.of(6, Verb.COMMIT),
            Tuple.of(2, Verb.ROLL_BACK),
            Tuple.of(6, Verb.RELEASE),
            Tuple.of(4, Verb.APPEND),
            Tuple.of(1, Verb.SET_SAVEPOINT),
            Tuple.of(1, Verb.ROLL_BACK_TO_SAVEPOINT),
            Tuple.of(1, Verb.PREPARE),
            Tuple.of(1, Verb.SKIP),
            Tuple.of(1, Verb.CRASH));
    private static final List<Tuple.Tuple2<Integer, Verb>> OF_READERS = List.of(
            Tuple.of(16, Verb.READ), Tuple.of(4, Verb.LOOK), Tuple.of(2, Verb.ASK_FOR_HEAD), Tuple.of(1, Verb.OPEN_READER));
    private static final List<Tuple.Tuple2<Integer, Verb>> OF_SERVERS = List.of(Tuple.of(1, Verb.RESTART), Tuple.of(4, Verb.FAIL_OVER));

    /** On one server that never goes away for long. */
    static Arbitrary<List<Act>> onOneServer() {
        return plays(verbs(OF_WRITERS), verbs(OF_READERS));
    }

    static Arbitrary<List<Act>> withFailovers() {
        return plays(Arbitraries.frequencyOf(Tuple.of(9, verbs(OF_WRITERS)), Tuple.of(1, verbs(OF_SERVERS))), verbs(OF_READERS));
    }

    private static Arbitrary<List<Act>> plays(Arbitrary<Verb> ofOthers, Arbitrary<Verb> ofReaders) {
        Arbitrary<Act> anyones = acts(Arbitraries.frequencyOf(Tuple.of(3, ofOthers), Tuple.of(1, ofReaders)), Arbitraries.just(List.of()));
        Arbitrary<List<List<Act>>> meanwhile = anyones.list().ofMaxSize(4).list().ofMaxSize(5);
        return Arbitraries.frequencyOf(Tuple.of(3, acts(ofOthers, Arbitraries.just(List.of()))), Tuple.of(2, acts(ofReaders, meanwhile)))
                .list().ofMinSize(1).ofMaxSize(80);
    }

    private static Arbitrary<Act> acts(Arbitrary<Verb> verbs, Arbitrary<List<List<Act>>> meanwhile) {
        return Combinators.combine(verbs, Arbitraries.integers().between(0, 4), Arbitraries.integers().between(0, 3), meanwhile).as(Act::new);
    }

    private static Arbitrary<Verb> verbs(List<Tuple.Tuple2<Integer, Verb>> frequencies) {
        return Arbitraries.frequency(frequencies);
    }
}
