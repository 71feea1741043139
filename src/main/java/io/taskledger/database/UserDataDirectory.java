package io.taskledger.database;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Map;

/** Where a program keeps a user's data on this operating system. */
final class UserDataDirectory {

    private UserDataDirectory() {}

    /** Ours in it: on Linux by the XDG Base Directory Specification. */
    static Path forTaskLedger(String operatingSystem, Path home, Map<String, String> environment) {
        if (operatingSystem.startsWith("Mac")) {
            return home.resolve("Library/Application Support/Task Ledger");
        }
        if (operatingSystem.startsWith("Windows")) {
            return or(environment.get("LOCALAPPDATA"), home.resolve("AppData/Local")).resolve("Task Ledger");
        }
        return or(environment.get("XDG_DATA_HOME"), home.resolve(".local/share")).resolve("task-ledger");
    }

    private static Path or(@Nullable String named, Path other) {
        return named == null || named.isBlank() || !Path.of(named).isAbsolute() ? other : Path.of(named);
    }
}
