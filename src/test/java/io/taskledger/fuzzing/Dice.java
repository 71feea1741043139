package io.taskledger.fuzzing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Chance that comes again from the same seed. */
final class Dice {

    private final SplittableRandom random;

    /** @param parts of the seed, in order */
    Dice(long... parts) {
        random = new SplittableRandom(Arrays.stream(parts).reduce(0, (seed, part) -> new SplittableRandom(seed ^ part).nextLong()));
    }

    /** From 0 on, {@code bound} excluded. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    boolean percent(int chance) {
        return random.nextInt(100) < chance;
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    UUID uuid() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    /** So many bytes, each a character. */
    String bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return new String(bytes, ISO_8859_1);
    }
}
