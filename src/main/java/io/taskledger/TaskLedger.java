package io.taskledger;

import io.taskledger.commandline.Operator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service, or carries out a command. All settings are environment variables: the README lists them, and the commands. */
@SpringBootApplication
public class TaskLedger {

    public static void main(String[] arguments) {
        System.setProperty("disable-axoniq-console-message", "true"); // an advertisement
        boolean command = Operator.types(arguments);
        OutOfMemory.endsThisProcess(command ? 1 : OutOfMemory.EXIT_CODE);
        if (command) {
            System.exit(Operator.carryOut(arguments));
        }
        SpringApplication.run(TaskLedger.class, arguments);
    }
}
