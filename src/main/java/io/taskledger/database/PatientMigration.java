package io.taskledger.database;

import io.taskledger.kernel.SecondRead;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/**
 * Migrates, and tries again where PostgreSQL ended a migration for its {@link MigrationTimeouts}: instances that serve use its tables, or
 * this process stood still. Each migration is one transaction, so that one which failed has changed nothing.
 */
final class PatientMigration implements FlywayMigrationStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(PatientMigration.class);

    /** No lock in time; a deadlock. */
    private static final Set<String> IN_OTHERS_WAY = Set.of("55P03", "40P01");

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int TRIES = 600;
    private static final int TRIES_WITHOUT_CONNECTION = 5;
    private static final int TRIES_BETWEEN_LINES = 20;

    /** @throws FlywayException where a migration fails for another reason, or has not had its locks in about five minutes */
    @Override
    public void migrate(Flyway flyway) {
        for (int tries = 1; ; tries++) {
            try {
                flyway.migrate();
                return;
            } catch (FlywayException e) {
                if (tries >= most(e)) {
                    throw e;
                }
                if (tries % TRIES_BETWEEN_LINES == 1) {
                    LOG.warn("A migration of the database is tried again until its tables are free for a moment: {}", e.getMessage());
                }
                pause();
            }
        }
    }

    /** How often is tried what failed so. */
    private static int most(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && IN_OTHERS_WAY.contains(String.valueOf(sql.getSQLState()))) {
                return TRIES;
            }
        }
        return SecondRead.isOfDeadConnection(failure) ? TRIES_WITHOUT_CONNECTION : 1;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
