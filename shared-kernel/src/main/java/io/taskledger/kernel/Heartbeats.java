package io.taskledger.kernel;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The heartbeats of all background loops of this process. Reading them takes no lock and asks no database. */
public final class Heartbeats {

    private final Map<String, Heartbeat> loops = new ConcurrentHashMap<>();

    /**
     * Registers a loop, which rests until its first {@link Heartbeat#beat}.
     *
     * @param loop its name, as operators read it in the details of readiness
     * @param bound the longest time from one beat to the next
     */
    public Heartbeat of(String loop, Duration bound) {
        var heartbeat = new Heartbeat(loop, bound);
        loops.put(loop, heartbeat);
        return heartbeat;
    }

    /** The loops of which a beat is overdue, each with the time since its last beat. */
    public Map<String, Duration> overdue() {
        return loops.values().stream().filter(Heartbeat::isOverdue).collect(Collectors.toMap(Heartbeat::loop, Heartbeat::age));
    }
}
