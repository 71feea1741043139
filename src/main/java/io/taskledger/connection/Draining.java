package io.taskledger.connection;

import org.apache.tomcat.util.net.NioEndpoint;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Whether the instance has been told to stop: from then on each connection ends with its next answer. */
@Component
final class Draining {

    private final List<DrainableEndpoint> endpoints = new CopyOnWriteArrayList<>();
    private volatile boolean begun;

    /** False where nothing listens, and so nobody waits. */
    boolean begin() {
        begun = true;
        return endpoints.stream().anyMatch(NioEndpoint::isRunning);
    }

    boolean hasBegun() {
        return begun;
    }

    void add(DrainableEndpoint endpoint) {
        endpoints.add(endpoint);
    }

    List<DrainableEndpoint> endpoints() {
        return endpoints;
    }
}
