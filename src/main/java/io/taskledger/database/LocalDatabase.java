package io.taskledger.database;

/** The PostgreSQL of a data folder on this machine. */
sealed interface LocalDatabase extends AutoCloseable permits EmbeddedDatabase, JoinedDatabase {

    DatabaseUrl url();

    /** Ends what this process began, and nothing else. */
    @Override
    void close();
}
