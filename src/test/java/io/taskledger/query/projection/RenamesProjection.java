package io.taskledger.query.projection;

import io.taskledger.kernel.TaskEvent.TaskCreated;
import io.taskledger.kernel.TaskEvent.TaskRenamed;
import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** How often each task was renamed: all that it takes to have a third projection. It can be made to fail at titles that hold some text. */
final class RenamesProjection implements Projection<RenamesProjection.Renames> {

    /** Nothing fails where it is empty. */
    static final AtomicReference<String> POISON = new AtomicReference<>("");

    record Renames(UUID task, long count, String title, long version) {}

    @Override
    public String name() {
        return "renames";
    }

    @Override
    public int version() {
        return 1;
    }

    /** PostgreSQL itself refuses some titles. */
    @Override
    public String definition() {
        return """
                create table renames (
                    task uuid primary key,
                    count bigint not null,
                    title text not null check (title not like '%refused%'),
                    version bigint not null
                );
                create index renames_by_count on renames (count);
                """;
    }

    @Override
    public boolean keepsHistory() {
        return false;
    }

    @Override
    public List<Column<Renames>> columns() {
        return List.of(
                new Column<>("task", "uuid", Renames::task),
                new Column<>("count", "bigint", Renames::count),
                new Column<>("title", "text", Renames::title),
                new Column<>("version", "bigint", Renames::version));
    }

    @Override
    public String taskColumn() {
        return "task";
    }

    @Override
    public Renames read(ResultSet row) throws SQLException {
        return new Renames(row.getObject("task", UUID.class), row.getLong("count"), row.getString("title"), row.getLong("version"));
    }

    @Override
    public Renames fold(@Nullable Renames before, RecordedEvent recorded) {
        UUID task = recorded.event().taskId().value();
        long count = before == null ? 0 : before.count();
        return switch (recorded.event()) {
            case TaskCreated created -> new Renames(task, 0, digestible(created.title().value()), recorded.version());
            case TaskRenamed renamed -> new Renames(task, count + 1, digestible(renamed.title().value()), recorded.version());
            default -> new Renames(task, count, before == null ? "" : before.title(), recorded.version());
        };
    }

    private static String digestible(String title) {
        if (!POISON.get().isEmpty() && title.contains(POISON.get())) {
            switch (title) {
                case "poison, too deep" -> throw new StackOverflowError();
                case "poison, without its class" -> throw new NoClassDefFoundError();
                default -> throw new IllegalArgumentException("can't fold " + title);
            }
        }
        return title;
    }
}
