package io.taskledger.operations;

import io.taskledger.query.rebuild.Job;
import jakarta.annotation.PreDestroy;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Sends what becomes of a rebuild, as server-sent events (HTML Living Standard, section 9.2), until it has ended. */
@Component
class JobStream {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String EVENT = "progress";

    private final ExecutorService streams = Executors.newVirtualThreadPerTaskExecutor();

    SseEmitter of(Supplier<Job> job) {
        var stream = new SseEmitter(0L);
        streams.execute(() -> send(stream, job));
        return stream;
    }

    private static void send(SseEmitter stream, Supplier<Job> source) {
        try {
            Job job = source.get();
            send(stream, job);
            while (job.isRunning()) {
                Thread.sleep(PAUSE);
                job = source.get();
                send(stream, job);
            }
            stream.complete();
        } catch (IOException | IllegalStateException _) {
            stream.complete(); // the client has gone
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            stream.complete();
        } catch (DataAccessException e) {
            stream.complete(); // the client comes back, and is told then
        }
    }

    private static void send(SseEmitter stream, Job job) throws IOException {
        stream.send(SseEmitter.event().name(EVENT).data(JobReport.of(job), MediaType.APPLICATION_JSON));
    }

    @PreDestroy
    void close() {
        streams.shutdownNow();
    }
}
