package io.taskledger.database;

import io.taskledger.StartupRefused;

import java.nio.file.Path;

/** Another process has the data folder, and a PostgreSQL that runs on it. */
final class FolderInUse extends StartupRefused {

    private static final long serialVersionUID = 1L;

    FolderInUse(Path folder, String holder) {
        super(
                "Another Task Ledger, process " + holder + ", is using the embedded PostgreSQL in " + folder + ".",
                "Stop it, or give this one a folder of its own by TASKLEDGER_DATA, or give both one PostgreSQL by DATABASE_URL.");
    }
}
