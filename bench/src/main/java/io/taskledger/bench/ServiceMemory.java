package io.taskledger.bench;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The most of the heap that a service had taken, looked at now and then; and the most of all memory that it ever had resident. */
final class ServiceMemory implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"";
    private static final String RESIDENT = "VmHWM:";

    private final Service service;
    private final Thread sampler = Thread.ofPlatform().daemon().name("service-memory").unstarted(this::look);
    private volatile long heap;

    private ServiceMemory(Service service) {
        this.service = service;
    }

    static ServiceMemory sample(Service service) {
        var memory = new ServiceMemory(service);
        memory.sampler.start();
        return memory;
    }

    private void look() {
        var metrics = HttpRequest.newBuilder(service.uri().resolve("/actuator/prometheus")).build();
        try {
            while (true) {
                heap = Math.max(heap, used(answer(metrics)));
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** None while it does not answer yet, or no longer. */
    private static String answer(HttpRequest request) throws InterruptedException {
        try {
            return Http.send(request).body();
        } catch (IOException _) {
            return "";
        }
    }

    private static long used(String metrics) {
        return (long) metrics.lines()
                .filter(line -> line.startsWith(HEAP))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** In bytes, with what could have been thrown away. */
    long heap() {
        return heap;
    }

    /** In bytes, since the service's start, as Linux counts it. */
    long resident() throws IOException {
        Path status = Path.of("/proc", "" + service.pid(), "status");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(RESIDENT))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        sampler.interrupt();
    }
}
