package io.taskledger.commandline;

import io.taskledger.StartupRefused;
import io.taskledger.eventstore.EventStoreMonitor;
import io.taskledger.idle.DatabaseUse;
import io.taskledger.messaging.StoredEventsConfiguration;
import io.taskledger.operations.ProjectionLag;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/** What a command needs of the service: the database, the events, the projections. Nothing in it answers requests, or folds what comes. */
final class Ledger implements AutoCloseable {

    private static final String PROFILE = "command-line";

    private final ConfigurableApplicationContext context;

    private Ledger(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** @throws StartupRefused, as a cause, where the service would not start either, or never has */
    static Ledger open(String... profiles) {
        var application = new SpringApplication(Parts.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setAdditionalProfiles(profiles);
        return new Ledger(application.run());
    }

    /** To look, or to change something at once. */
    static Ledger open() {
        return open(PROFILE);
    }

    /** To carry out rebuilds, too, where no service does. */
    static Ledger openToRebuild() {
        return open(PROFILE, "rebuilding");
    }

    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }

    @ComponentScan(basePackages = {"io.taskledger.database", "io.taskledger.query.projection", "io.taskledger.query.rebuild"},
            excludeFilters = @Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class))
    @ComponentScan(basePackages = "io.taskledger", useDefaultFilters = false,
            includeFilters = @Filter(type = FilterType.CUSTOM, classes = Declared.class))
    @Import({StoredEventsConfiguration.class, ProjectionLag.class, DatabaseUse.class})
    @ImportAutoConfiguration({FlywayAutoConfiguration.class, JdbcTemplateAutoConfiguration.class, JdbcClientAutoConfiguration.class})
    static final class Parts {

        @Bean
        EventStoreMonitor monitor() {
            return EventStoreMonitor.none();
        }

        /** Whoever looks into a database by mistake does not want our tables there. */
        @Bean
        FlywayMigrationStrategy noMigration() {
            return flyway -> {
                if (flyway.info().pending().length > 0) {
                    throw new StartupRefused(
                            "The database does not have all tables of this release.",
                            "Start the service of this release on it, which makes them; or check DATABASE_URL, or TASKLEDGER_DATA.");
                }
            };
        }
    }
}
