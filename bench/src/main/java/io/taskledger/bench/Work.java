package io.taskledger.bench;

import java.util.Arrays;
import java.util.Locale;

/** The requests of the table, each of which is sent alone and as often as it is answered. */
enum Work {
    LIST("list 50", Work.MANY, Aim.USER),
    LIST_1000("list 1,000", Work.FEW, Aim.USER),
    GET("get one task", Work.MANY, Aim.TASK),
    SUMMARY("summary", Work.MANY, Aim.USER),
    CREATE("create", Work.MANY, Aim.USER),
    COMPLETE("complete", Work.MANY, Aim.COMPLETION),
    PATCH_OF_10("PATCH, 10 events", Work.MANY, Aim.DEEP_TASK),
    COMPLETE_OF_10("complete, 10 events", Work.MANY, Aim.DEEP_COMPLETION),
    DELETE_OF_10("delete, 10 events", Work.MANY, Aim.DEEP_DELETION);

    private static final int MANY = 32;
    private static final int FEW = 8;

    /** What a request is about, and so what has to be known of it before it is sent. */
    enum Aim {
        USER, TASK, COMPLETION, DEEP_TASK, DEEP_COMPLETION, DEEP_DELETION
    }

    final String title;
    final int connections;
    final Aim aim;

    Work(String title, int connections, Aim aim) {
        this.title = title;
        this.connections = connections;
        this.aim = aim;
    }

    /** As the command line has it: {@code list-1000}. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static boolean isKey(String name) {
        return Arrays.stream(values()).anyMatch(work -> work.key().equals(name));
    }
}
