package io.taskledger.memory;

import io.taskledger.TaskLedger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/** The service as {@code java -jar} starts it, with an endpoint that takes all memory in one way or another, and keeps it. */
final class HungryService {

    private static final List<byte[]> TAKEN = new ArrayList<>();
    /** Keeps the endpoint out of the services of other tests, which find all components of the classpath. */
    private static final String HUNGRY = "hungry";

    private static final Logger LOG = LoggerFactory.getLogger(HungryService.class);

    private HungryService() {}

    public static void main(String[] arguments) {
        TaskLedger.main(new String[] {"--spring.main.sources=" + Hungry.class.getName(), "--spring.profiles.active=" + HUNGRY});
    }

    @Configuration
    @Profile(HUNGRY)
    @Import(Endpoint.class)
    static class Hungry {}

    @RestController
    @Profile(HUNGRY)
    static class Endpoint {

        @GetMapping("/api/hungry/{way}")
        String take(@PathVariable String way) throws Exception {
            switch (way) {
                case "request" -> takeAll();
                case "platform-thread" -> Thread.ofPlatform().start(HungryService::takeAll).join();
                case "virtual-thread" -> Thread.ofVirtual().start(HungryService::takeAll).join();
                case "executor" -> {
                    try (var executor = Executors.newSingleThreadExecutor()) {
                        executor.execute(HungryService::takeAll);
                    }
                }
                case "library-that-logs" -> Thread.ofVirtual().start(HungryService::takeAllAndLog).join();
                case "driver" -> takeAllInADriver();
                case "future" -> CompletableFuture.runAsync(HungryService::takeAll).join();
                default -> throw new IllegalArgumentException(way);
            }
            return "still here";
        }
    }

    @SuppressWarnings("InfiniteLoopStatement")
    private static void takeAll() {
        for (int size = 1 << 20; ; size = Math.max(size / 2, 16)) {
            try {
                while (true) {
                    TAKEN.add(new byte[size]);
                }
            } catch (OutOfMemoryError e) {
                if (size <= 64 * 1024) {
                    throw e;
                }
            }
        }
    }

    private static void takeAllAndLog() {
        try {
            takeAll();
        } catch (Throwable e) {
            LOG.error("A library goes on", new IllegalStateException("wrapped", e));
        }
    }

    /** As pgjdbc does. */
    private static void takeAllInADriver() throws SQLException {
        try {
            takeAll();
        } catch (OutOfMemoryError e) {
            throw new SQLException("Ran out of memory retrieving query results.", "53200", e);
        }
    }
}
