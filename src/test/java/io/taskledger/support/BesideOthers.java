package io.taskledger.support;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a class of tests that mostly wait, or have processes of their own: it runs beside the other classes, one such class at a time, its
 * tests one after the other. Such a class starts no application in this process, since one that ends resets the others' logging.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("beside others") // also keeps the class's own tests in one thread
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface BesideOthers {}
