package io.taskledger.support;

import io.taskledger.TaskLedger;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test of the whole application, over HTTP, on a real PostgreSQL. Users' tokens are signed with {@link Tokens#SECRET}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = TaskLedger.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"BETTER_AUTH_SECRET=" + Tokens.SECRET, "spring.test.constructor.autowire.mode=all"})
@ContextConfiguration(initializers = OnTestPostgres.class)
@Import(Api.Factory.class)
public @interface ApplicationTest {}
