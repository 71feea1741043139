package io.taskledger.bench;

import io.taskledger.eventstore.PostgresEventStore;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** A JVM that consumes events which another one appends. Told an event, it says when that came; told no more, when each came. */
public final class OtherProcess implements AutoCloseable {

    private static final String READY = "ready";

    private final Process process;
    private final BufferedWriter listens;
    private final BufferedReader says;

    private OtherProcess(Process process) {
        this.process = process;
        listens = process.outputWriter(StandardCharsets.UTF_8);
        says = process.inputReader(StandardCharsets.UTF_8);
    }

    /** @param args none */
    public static void main(String[] args) throws Exception {
        Database database = Database.parse(System.getenv("DATABASE_URL"));
        try (OurStore our = OurStore.on(database, 4);
                PostgresEventStore store = our.start();
                Arrivals arrivals = Arrivals.of(store)) {
            while (!store.isListening()) {
                Thread.sleep(10);
            }
            System.out.println(READY);
            var told = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String event = told.readLine(); event != null; event = told.readLine()) {
                arrivals.await(event);
                System.out.println(event);
            }
            arrivals.at().forEach((event, at) -> System.out.println(event + " " + at));
        }
    }

    static OtherProcess start(Database database) throws IOException {
        var started = new OtherProcess(ChildProcess.start(ChildProcess.java(OtherProcess.class, database)));
        started.expect(READY);
        return started;
    }

    /** Waits until it has got the event, and so all before it. */
    void await(String event) throws IOException {
        listens.write(event + "\n");
        listens.flush();
        expect(event);
    }

    private void expect(String line) throws IOException {
        String said = says.readLine();
        if (!line.equals(said)) {
            throw new IllegalStateException("The other process said " + said);
        }
    }

    /** When each event came; ends it. */
    Map<String, Long> arrivals() throws IOException, InterruptedException {
        listens.close();
        Map<String, Long> arrivals =
                says.lines().map(line -> line.split(" ")).collect(Collectors.toMap(parts -> parts[0], parts -> Long.parseLong(parts[1])));
        ChildProcess.await(process);
        return arrivals;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
