package io.taskledger.query.tasks;

import io.taskledger.kernel.InvalidRequest;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The order of a list. Ties go by {@code id}, in the same direction, so that descending is ascending read backwards. */
record TaskSort(Key key, boolean isDescending) {

    static final TaskSort NEWEST_FIRST = new TaskSort(Key.CREATED_AT, true);

    enum Key {
        CREATED_AT("created_at", "created_at"),
        UPDATED_AT("updated_at", "updated_at"),
        TITLE("title", "title_key");

        final String parameter;
        final String column;

        Key(String parameter, String column) {
            this.parameter = parameter;
            this.column = column;
        }

        /** The column's value, of what a cursor holds: where version 1 of the projection made it, that is the title in lower case. */
        Object read(String text) {
            return this == TITLE ? TasksProjection.sortKey(text) : Instant.parse(text);
        }
    }

    /** @throws InvalidRequest where there is no such order */
    static TaskSort parse(String parameter) {
        boolean descending = parameter.startsWith("-");
        String name = descending ? parameter.substring(1) : parameter;
        return Arrays.stream(Key.values())
                .filter(key -> key.parameter.equals(name))
                .findFirst()
                .map(key -> new TaskSort(key, descending))
                .orElseThrow(() -> InvalidRequest.notAllowed("sort", "must be one of " + allowed()));
    }

    @Override
    public String toString() {
        return (isDescending ? "-" : "") + key.parameter;
    }

    private static String allowed() {
        return Arrays.stream(Key.values())
                .flatMap(key -> List.of(key.parameter, "-" + key.parameter).stream())
                .collect(Collectors.joining(", "));
    }
}
