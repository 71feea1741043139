package io.taskledger.query.projection;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The statements by which {@link BatchFolding} stores a batch for some projections: texts of several parts, each text one round trip.
 *
 * @param load begins the transaction, holds the positions, and reads the states of tasks: parameters are the owner of the claims, and the
 *     tasks of each projection; results are a row for each position that is held, which says whether something is parked, and the states of
 *     each projection
 * @param store stores rows and positions, tells other instances, and commits: parameters are the token, its type, the projections that it
 *     moves, the rows of each projection, and what is told
 * @param storeAtOnce begins the transaction and does the same, where all positions are held and nothing is parked: the first parameter is
 *     the owner of the claims, and the result is two booleans: all positions were held, there were no dead letters
 */
record BatchStatements(String load, String store, String storeAtOnce) {

    /** Commits need not wait for the disk: what is lost of them is lost with its position, which the next batch notices. */
    private static final String BEGIN =
            TransactionTimeouts.FOLDING.sql().stripTrailing() + ", set_config('synchronous_commit', 'off', true);\n";

    /** @param tables of the projections, by name */
    static BatchStatements of(Map<String, ProjectionTable<?>> tables) {
        String names = tables.keySet().stream().map(name -> "'" + name + "'").collect(joining(", "));
        String held = """
                select exists (select from dead_letter where projection = processor_name) as parked
                from token_entry where %s for update""".formatted(ProjectionTokens.AT_POSITIONS);
        Stream<String> loads = tables.values().stream().map(ProjectionTable::loading);
        String load = Stream.concat(Stream.of(BEGIN + held), loads).collect(joining(";\n"));
        String guard = """
                held as materialized (%s), due as materialized (
                    select where (select count(*) from held) = %d and not exists (select from dead_letter where projection in (%s))
                ),
                """.formatted(held, tables.size(), names);
        String due = "exists (select from due)";
        return new BatchStatements(
                load,
                storing(tables, "", "true", "true, true"),
                BEGIN + storing(tables, guard, due, "(select count(*) from held) = %d, %s".formatted(tables.size(), due)));
    }

    /**
     * One statement, since where something is amiss none of its parts may do anything. PostgreSQL carries out the last of them first, so a
     * claim is good from the end of a batch, however long that took. PostgreSQL's manual does not promise that order: BatchFoldingTest
     * holds it.
     */
    private static String storing(Map<String, ProjectionTable<?>> tables, String guard, String condition, String outcome) {
        List<String> rows = tables.entrySet().stream()
                .map(table -> "rows_of_%s as (%s)".formatted(table.getKey(), table.getValue().storing(condition)))
                .toList();
        return """
                with %s
                moved as (
                    update token_entry set token = ?, token_type = ?, timestamp = %s
                    where processor_name = any (?) and segment = 0 and %s
                ),
                %s
                select %s, (select count(pg_notify('%s', said)) from unnest(?::text[]) as told (said) where %s);
                commit""".formatted(
                        guard, ProjectionTokens.NOW, condition, String.join(",\n", rows), outcome, ProjectionProgress.CHANNEL, condition);
    }
}
