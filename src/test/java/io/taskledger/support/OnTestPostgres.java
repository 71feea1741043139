package io.taskledger.support;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Gives an application a database of {@link TestPostgres}, if the test named none. */
public final class OnTestPostgres implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        if (!context.getEnvironment().containsProperty("DATABASE_URL")) {
            TestPropertyValues.of("DATABASE_URL=" + TestPostgres.newDatabase()).applyTo(context);
        }
    }
}
