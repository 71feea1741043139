package io.taskledger.eventstore;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Under which name each class of event is stored, so that a class can be renamed or moved and old events still be read. */
public final class EventNames {

    private final Map<Class<?>, String> nameOf;
    private final Map<String, String> classNameOf;

    /** @throws IllegalStateException where two classes have the same name */
    public EventNames(Stream<Class<?>> events, Function<Class<?>, String> naming) {
        nameOf = events.collect(Collectors.toUnmodifiableMap(Function.identity(), naming));
        classNameOf = nameOf.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, entry -> entry.getKey().getName()));
    }

    @Nullable String nameOf(Class<?> event) {
        return nameOf.get(event);
    }

    /** The class that is stored under the name; the name itself where there is none. */
    String classNameOf(String name) {
        return classNameOf.getOrDefault(name, name);
    }
}
