package io.taskledger.support;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;

/** Has {@link RoundTrips} count what an application asks PostgreSQL on pooled connections. */
@TestConfiguration
public class CountedPool implements BeanPostProcessor {

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool) {
            pool.addDataSourceProperty("socketFactory", RoundTrips.class.getName());
        }
        return bean;
    }
}
