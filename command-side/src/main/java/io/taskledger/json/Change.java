package io.taskledger.json;

import org.jspecify.annotations.Nullable;

import java.util.NoSuchElementException;
import java.util.function.Supplier;

/** What a request says of one value, as in a JSON merge patch (RFC 7396): leave it, or let it be this. */
public sealed interface Change<T extends @Nullable Object> {

    /** The value after the change, where it was {@code current} before. */
    default T or(T current) {
        return orGet(() -> current);
    }

    /** The new value; the supplied one where there is none. */
    default T orGet(Supplier<T> other) {
        return this instanceof To<T>(var value) ? value : other.get();
    }

    /** @throws NoSuchElementException where nothing was said */
    default T orElseThrow() {
        return orGet(() -> {
            throw new NoSuchElementException("no value");
        });
    }

    static <T extends @Nullable Object> Change<T> none() {
        return new None<>();
    }

    static <T extends @Nullable Object> Change<T> to(T value) {
        return new To<>(value);
    }

    record None<T extends @Nullable Object>() implements Change<T> {}

    record To<T extends @Nullable Object>(T value) implements Change<T> {}
}
