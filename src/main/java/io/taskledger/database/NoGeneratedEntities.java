package io.taskledger.database;

import org.hibernate.boot.registry.StandardServiceInitiator;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.bytecode.internal.none.BytecodeProviderImpl;
import org.hibernate.bytecode.spi.BytecodeProvider;
import org.hibernate.service.spi.ServiceContributor;
import org.hibernate.service.spi.ServiceRegistryImplementor;

import java.util.Map;

/**
 * Has Hibernate generate no classes: queries make records of rows, and no entity is ever loaded, so proxies and optimized accessors of
 * entities would serve nobody. What generates them, ByteBuddy, is 900 classes. Hibernate finds this class by its service file.
 */
public final class NoGeneratedEntities implements ServiceContributor {

    @Override
    public void contribute(StandardServiceRegistryBuilder services) {
        services.addInitiator(new Initiator());
    }

    private static final class Initiator implements StandardServiceInitiator<BytecodeProvider> {

        @Override
        public BytecodeProvider initiateService(Map<String, Object> settings, ServiceRegistryImplementor registry) {
            return new BytecodeProviderImpl();
        }

        @Override
        public Class<BytecodeProvider> getServiceInitiated() {
            return BytecodeProvider.class;
        }
    }
}
