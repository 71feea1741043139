package io.taskledger.query.projection;

import java.util.UUID;

/** A task's state after its event of the version. */
public record Folded<S>(UUID task, long version, S state) {}
