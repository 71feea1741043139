package io.taskledger;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service. All settings are environment variables: the README lists them. */
@SpringBootApplication
public class TaskLedger {

    public static void main(String[] arguments) {
        System.setProperty("disable-axoniq-console-message", "true"); // an advertisement
        SpringApplication.run(TaskLedger.class, arguments);
    }
}
