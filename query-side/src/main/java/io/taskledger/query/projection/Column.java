package io.taskledger.query.projection;

import org.jspecify.annotations.Nullable;

import java.util.function.Function;

/**
 * A column of a projection's table, and what stands in it.
 *
 * @param type of PostgreSQL, without bounds: {@code text}, {@code timestamptz}
 * @param value in a form whose {@code toString} PostgreSQL reads as the type
 */
public record Column<S>(String name, String type, Function<S, @Nullable Object> value) {}
