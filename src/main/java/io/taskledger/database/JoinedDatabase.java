package io.taskledger.database;

import io.taskledger.StartupRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The embedded PostgreSQL of a service that runs: it is that service's to stop. */
record JoinedDatabase(DatabaseUrl url) implements LocalDatabase {

    /**
     * The one that runs on the folder; where none does, one that is started on it.
     *
     * @throws StartupRefused where no service has kept anything there yet: nothing is made then
     */
    static LocalDatabase joinOrStart(Path folder) {
        if (!DataFolder.isInitialized(folder)) {
            throw new StartupRefused(
                    "There is nothing in " + folder + " yet: no service has kept its data there.",
                    "Start the service first, or name where its data is: by TASKLEDGER_DATA, or by DATABASE_URL.");
        }
        try {
            return EmbeddedDatabase.start(folder);
        } catch (FolderInUse _) {
            return join(folder);
        }
    }

    private static LocalDatabase join(Path folder) {
        try {
            int port = Integer.parseInt(Files.readString(DataFolder.portFile(folder)).strip());
            return new JoinedDatabase(EmbeddedDatabase.url(port, Files.readString(DataFolder.passwordFile(folder)).strip()));
        } catch (IOException | NumberFormatException e) {
            throw new StartupRefused(
                    "How to reach the PostgreSQL that runs on " + folder + " can't be read: " + e, "Ask as the user that the service runs as.", e);
        }
    }

    @Override
    public void close() {}
}
