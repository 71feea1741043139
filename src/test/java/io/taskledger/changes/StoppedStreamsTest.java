package io.taskledger.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskledger.TaskLedger;
import io.taskledger.support.Api;
import io.taskledger.support.TestPostgres;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import java.io.IOException;

/** A service that is told to stop waits for requests to end: streams would last longer than anybody waits. */
@ExtendWith(OutputCaptureExtension.class)
class StoppedStreamsTest {

    @Test
    void streams_are_counted_and_end_with_the_service(CapturedOutput output) throws IOException {
        ConfigurableApplicationContext service = SpringApplication.run(
                TaskLedger.class, "--DATABASE_URL=" + TestPostgres.newDatabase(), "--BETTER_AUTH_SECRET=" + Tokens.SECRET, "--PORT=0");
        int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        Api api = Api.on(() -> port);
        try (EventStream stream = EventStream.open(port, Tokens.of("ann"), "", null)) {
            stream.first();
            try (EventStream another = EventStream.open(port, Tokens.of("bob"), "", null)) {
                another.first();
                assertThat(api.get("/actuator/prometheus").body()).contains("change_streams 2.0");
            }
            await().untilAsserted(() -> {
                api.as("bob").create("so that it is noticed that he has gone, which what is sent to him first may not show yet");
                assertThat(api.get("/actuator/prometheus").body()).contains("change_streams 1.0");
            });
            service.close();
            stream.expectEnd();
        }
        assertThat(output).contains("Graceful shutdown complete").doesNotContain("Graceful shutdown aborted");
    }
}
