package io.taskledger.training;

import io.taskledger.TaskLedger;
import org.springframework.boot.SpringApplication;

import java.io.IOException;

/**
 * The service that is trained. A byte on its standard input has it end in order, upon which the JVM writes its cache. Where the input ends
 * without one, the trainer has given up, or has died: the service ends in order all the same, and nothing is written.
 */
final class Trainee {

    private Trainee() {}

    public static void main(String[] arguments) {
        Thread.ofPlatform().daemon().name("end of training").start(Trainee::awaitEnd);
        TaskLedger.main(arguments);
    }

    private static void awaitEnd() {
        if (!awaitOrder()) {
            SpringApplication.getShutdownHandlers().add(() -> Runtime.getRuntime().halt(1)); // it comes when the service has ended
        }
        System.exit(0);
    }

    /** Waits for the training. Returns whether it wants a cache; false where it has ended. */
    private static boolean awaitOrder() {
        try {
            return System.in.read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }
}
