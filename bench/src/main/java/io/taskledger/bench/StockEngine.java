package io.taskledger.bench;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import org.axonframework.common.jpa.SimpleEntityManagerProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.eventsourcing.eventstore.jpa.JpaEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;

import java.util.Map;

/** What comes with Axon, in tables of its own making, with the same JSON on the same kind of pool. */
record StockEngine(EventStorageEngine engine, TransactionManager transactions, Runnable closing) implements AutoCloseable {

    static StockEngine jdbc(Database database, int connections) {
        HikariDataSource pool = database.pool(connections, "stock_jdbc");
        var transactions = new SpringTransactionManager(new JdbcTransactionManager(pool));
        Serializer serializer = OurStore.serializer();
        JdbcEventStorageEngine engine = JdbcEventStorageEngine.builder()
                .connectionProvider(new SpringDataSourceConnectionProvider(pool))
                .transactionManager(transactions)
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .build();
        transactions.executeInTransaction(() -> engine.createSchema(PostgresEventTableFactory.INSTANCE));
        return new StockEngine(engine, transactions, pool::close);
    }

    static StockEngine jpa(Database database, int connections) {
        HikariDataSource pool = database.pool(connections, "stock_jpa");
        var entities = new LocalContainerEntityManagerFactoryBean();
        entities.setDataSource(pool);
        entities.setPackagesToScan("org.axonframework.eventsourcing.eventstore.jpa");
        entities.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
        entities.setJpaPropertyMap(Map.of(
                "hibernate.dialect", ByteaDialect.class.getName(),
                "hibernate.hbm2ddl.auto", "update",
                "hibernate.connection.provider_disables_autocommit", true));
        entities.afterPropertiesSet();
        EntityManagerFactory factory = entities.getNativeEntityManagerFactory();
        var transactions = new SpringTransactionManager(new JpaTransactionManager(factory));
        Serializer serializer = OurStore.serializer();
        EventStorageEngine engine = JpaEventStorageEngine.builder()
                .entityManagerProvider(new SimpleEntityManagerProvider(SharedEntityManagerCreator.createSharedEntityManager(factory)))
                .transactionManager(transactions)
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .build();
        return new StockEngine(engine, transactions, () -> {
            entities.destroy();
            pool.close();
        });
    }

    @Override
    public void close() {
        closing.run();
    }
}
