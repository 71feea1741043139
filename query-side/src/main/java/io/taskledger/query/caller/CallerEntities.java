package io.taskledger.query.caller;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.springframework.stereotype.Component;

import java.util.function.Function;

/** JPA on the connections of a {@link CallerDatabase}: its queries, too, see the rows of the caller alone, and change none. */
@Component
public final class CallerEntities {

    private final EntityManagerFactory factory;

    /** @param factory of entity managers on {@link CallerDatabase#connections} */
    CallerEntities(EntityManagerFactory factory) {
        this.factory = factory;
    }

    /** @param query is given an entity manager for itself, which is closed when the query has its answer */
    public <T> T ask(Function<EntityManager, T> query) {
        try (EntityManager manager = factory.createEntityManager()) {
            return query.apply(manager);
        }
    }
}
