package io.taskledger.bench;

import java.sql.SQLException;

/** How long nothing new can be read when the instance that folds the events is killed, until the other one has taken over. */
final class Takeover {

    private static final int TIMES = 3;

    private Takeover() {}

    static void measure(Database database) throws Exception {
        System.out.printf("%nkill -9 of that one of two instances which folds the events of \"tasks\"; creates on the other from then on%n%n");
        var table = new MarkdownTable("kill", "first create readable", "a create answered when readable again");
        for (int time = 1; time <= TIMES; time++) {
            try (Service one = Service.start(database);
                    Service other = Service.start(database)) {
                var _ = one.awaitReady();
                var _ = other.awaitReady();
                boolean oneFolds = isFolding(one, database);
                once(table, time, oneFolds ? one : other, oneFolds ? other : one);
            }
        }
    }

    private static void once(MarkdownTable table, int time, Service killed, Service left) throws Exception {
        User user = User.named("left", left);
        Verdict.require(user.create().readable(), "a create could not be read before anything was killed");
        long start = System.nanoTime();
        killed.kill();
        String first = user.createAsync().id();
        while (user.status(first) != 200) {
            Thread.sleep(1);
        }
        double readable = (System.nanoTime() - start) / 1e9;
        while (!user.create().readable()) {
            Thread.onSpinWait();
        }
        table.row("" + time, Cells.seconds(readable), Cells.seconds((System.nanoTime() - start) / 1e9));
    }

    /** Whether it holds the claim on the projection that lists read; others may be held elsewhere. */
    static boolean isFolding(Service service, Database database) throws SQLException {
        String owner = database.query("select coalesce((select owner from token_entry where processor_name = 'tasks_2'), '')");
        return owner.startsWith(service.pid() + "@");
    }
}
