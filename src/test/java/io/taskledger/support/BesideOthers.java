package io.taskledger.support;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * On a class of tests that mostly wait, or have processes of their own: it runs beside the other classes, two such classes at a time, the
 * tests of each one after the other. Such a class starts no application in this process, since one that ends resets the others' logging.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(providers = BesideOthers.Lanes.class) // also keeps the class's own tests in one thread
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface BesideOthers {

    /** Gives one of two locks to each class, in turn. */
    final class Lanes implements ResourceLocksProvider {

        private static final int COUNT = 2;
        private static final AtomicInteger NEXT = new AtomicInteger();
        private static final Map<Class<?>, Lock> LOCKS = new ConcurrentHashMap<>();

        @Override
        public Set<Lock> provideForClass(Class<?> test) {
            return Set.of(LOCKS.computeIfAbsent(test, _ -> new Lock("beside others, lane " + NEXT.getAndIncrement() % COUNT)));
        }
    }
}
