package io.taskledger.command;

import static org.junit.jupiter.api.Named.named;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.stream.Stream;

/** A test that is run with everything that can be asked of an existing task, what would change nothing among it. */
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@MethodSource("io.taskledger.command.EveryRequest$Source#requests")
@interface EveryRequest {

    final class Source {

        private static final SampleTask MILK = SampleTask.milk();

        private Source() {}

        static Stream<Named<Request>> requests() {
            return Stream.of(
                    named("change nothing", MILK.change()),
                    named("rename", MILK.change().title("Mine")),
                    named("rename to the same title", MILK.change().title("Buy milk")),
                    named("describe", MILK.change().description("Mine")),
                    named("clear the description", MILK.change().noDescription()),
                    named("change completion", MILK.change().completed(true)),
                    named("complete", MILK.complete()),
                    named("reopen", MILK.reopen()),
                    named("delete", MILK.delete()),
                    named("restore", MILK.restore()));
        }
    }
}
