package io.taskledger.query.audit;

import org.jspecify.annotations.Nullable;

/** What a field held before a change and after it: text, a boolean, or null for nothing. */
public record FieldChange(@Nullable Object from, @Nullable Object to) {}
