package io.taskledger.fuzzing;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One thing that can be wrong with a request.
 *
 * @param fits whether it can be wrong with this one
 * @param inflict makes it so, and says how that is answered
 */
record Blemish(Predicate<Draft> fits, Consumer<Draft> inflict) {

    /** Of each list, one at most goes well with one of another. */
    private static final List<List<Blemish>> ALL = List.of(
            TokenBlemishes.ALL, AddressBlemishes.ALL, ParameterBlemishes.ALL, HeaderBlemishes.ALL, BodyBlemishes.ALL, BodyBlemishes.ALL,
                    BodyBlemishes.ALL);

    static Blemish always(Consumer<Draft> inflict) {
        return new Blemish(_ -> true, inflict);
    }

    /** Spoils the draft in one way or two. */
    static void spoil(Draft draft) {
        int first = draft.dice.below(ALL.size());
        spoil(draft, ALL.get(first));
        if (draft.dice.percent(25)) {
            int second = draft.dice.below(ALL.size());
            if (!ALL.get(second).equals(ALL.get(first))) {
                spoil(draft, ALL.get(second));
            }
        }
    }

    private static void spoil(Draft draft, List<Blemish> blemishes) {
        List<Blemish> fitting = blemishes.stream().filter(blemish -> blemish.fits.test(draft)).toList();
        if (!fitting.isEmpty()) {
            draft.dice.of(fitting).inflict.accept(draft);
        }
    }
}
