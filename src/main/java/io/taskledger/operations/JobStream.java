package io.taskledger.operations;

import io.taskledger.kernel.Occupation;
import io.taskledger.query.changes.StreamedJson;
import io.taskledger.query.rebuild.Job;
import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Sends what becomes of a rebuild, as server-sent events (HTML Living Standard, section 9.2), until it has ended. */
@Component
class JobStream implements Occupation {

    private static final Logger LOG = LoggerFactory.getLogger(JobStream.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String EVENT = "progress";
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final AtomicInteger open = new AtomicInteger();
    private final ExecutorService streams = Executors.newVirtualThreadPerTaskExecutor();
    private final JsonMapper json;

    JobStream(JsonMapper json) {
        this.json = json;
    }

    SseEmitter of(Supplier<Job> job) {
        var stream = new SseEmitter(0L);
        open.incrementAndGet();
        streams.execute(() -> {
            try {
                send(stream, job);
            } finally {
                open.decrementAndGet();
            }
        });
        return stream;
    }

    @Override
    public boolean isBusy() {
        return open.get() > 0;
    }

    private void send(SseEmitter stream, Supplier<Job> source) {
        try {
            Job job = source.get();
            send(stream, job);
            while (job.isRunning()) {
                Thread.sleep(PAUSE);
                job = source.get();
                send(stream, job);
            }
        } catch (IOException | IllegalStateException | DataAccessException e) {
            LOG.debug("The client has gone, or comes back and is told then", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            stream.complete(); // whatever failed: nobody else ends it
        }
    }

    private void send(SseEmitter stream, Job job) throws IOException {
        stream.send(SseEmitter.event().name(EVENT).data(StreamedJson.write(json, JobReport.of(job)), TEXT));
    }

    @PreDestroy
    void close() {
        streams.shutdownNow();
    }
}
