package io.taskledger.query.rebuild;

import static java.util.stream.Collectors.joining;

import io.taskledger.query.projection.Column;
import io.taskledger.query.projection.MaintenanceDatabase;
import io.taskledger.query.projection.Projection;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Compares the table that queries read with the one that was folded anew, which must not be ahead of it. What is newer in the
 * first, the second may have yet to get: that is noted, and asked for again when it has caught up.
 */
final class Comparison {

    /** Differences that are named; all are counted. */
    private static final int NAMED = 20;

    private final MaintenanceDatabase database;
    private final String task;
    private final String altered;
    private final String noted;
    private final String note;
    private final String unfounded;

    Comparison(Projection<?> projection, Scratch scratch, MaintenanceDatabase database) {
        this.database = database;
        task = projection.taskColumn();
        String live = projection.table();
        String anew = scratch.table();
        List<String> columns = projection.columns().stream().map(Column::name).toList();
        altered = """
                select anew.%1$s as task, anew.version, case when live.%1$s is null then 'MISSING' else 'ALTERED' end as kind,
                    array_to_string(array[%2$s], ',') as columns, count(*) over () as total
                from %3$s as anew left join %4$s as live on live.%1$s = anew.%1$s%5$s
                where live.%1$s is null or live.version < anew.version or (live.version = anew.version and (%6$s) is distinct from (%7$s))
                order by anew.%1$s, anew.version
                limit %8$d
                """.formatted(
                task,
                columns.stream().map("case when anew.%1$s is distinct from live.%1$s then '%1$s' end"::formatted).collect(joining(", ")),
                anew,
                live,
                projection.keepsHistory() ? " and live.version = anew.version" : "",
                columns.stream().map("anew."::concat).collect(joining(", ")),
                columns.stream().map("live."::concat).collect(joining(", ")),
                NAMED);
        noted = scratch.noted();
        String newer = """
                select live.%1$s as task, live.version
                from %2$s as live
                where not exists (select from %3$s as anew where anew.%1$s = live.%1$s and anew.version >= live.version)
                """.formatted(task, live, anew);
        note = "create unlogged table " + noted + " as " + newer;
        unfounded = """
                select task, version, 'UNFOUNDED' as kind, '%s' as columns, count(*) over () as total
                from (%s) as newer join %s using (task, version)
                order by task, version
                limit %d
                """.formatted(String.join(",", columns), newer, noted, NAMED);
    }

    /** Rows that events make, and that are not there, older than they should be, or not the same. */
    Differences altered() {
        return query(altered);
    }

    /**
     * Notes the rows that no event has made so far, in the caller's transaction. The events of those that were right are no later than the
     * projection's position is now.
     */
    void noteNewer() {
        forget();
        database.statements().execute(note);
    }

    /** Of those, the rows that still no event has made. To be asked when the table that was folded anew has reached that position. */
    Differences unfounded() {
        return query(unfounded);
    }

    /** Drops what was noted. */
    void forget() {
        database.statements().execute("drop table if exists " + noted);
    }

    private Differences query(String sql) {
        var total = new AtomicLong();
        List<Difference> first = database.statements().query(sql, (row, _) -> {
            total.set(row.getLong("total"));
            return new Difference(
                    row.getObject("task", UUID.class),
                    row.getLong("version"),
                    Difference.Kind.valueOf(row.getString("kind")),
                    List.of(row.getString("columns").split(",")));
        });
        return new Differences(total.get(), first);
    }

    /** @param sample the first of them */
    record Differences(long count, List<Difference> sample) {

        Differences and(Differences others) {
            return new Differences(count + others.count, Stream.concat(sample.stream(), others.sample.stream()).limit(NAMED).toList());
        }
    }
}
