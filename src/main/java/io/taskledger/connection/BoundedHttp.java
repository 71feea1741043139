package io.taskledger.connection;

import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;

/**
 * Tomcat's HTTP/1.1, with bounds that it does not have. It bounds the pause between two bytes of a head, and not how long a head takes in all, so that
 * a client which sends one every few seconds would keep its connection for as long as it likes. And it bounds connections, and not those of them
 * on which a request is under way, of which each takes five times the memory of one that idles.
 */
public final class BoundedHttp extends Http11NioProtocol {

    private final DrainableEndpoint endpoint;
    private RequestBounds bounds = RequestBounds.NONE;
    private RefusedRequests refused = new RefusedRequests();
    private Draining draining = new Draining();

    /** For Tomcat, which makes it by its name. */
    public BoundedHttp() {
        this(new DrainableEndpoint());
    }

    private BoundedHttp(DrainableEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    void bound(RequestBounds bounds, RefusedRequests refused, Draining draining) {
        this.bounds = bounds;
        this.refused = refused;
        this.draining = draining;
        draining.add(endpoint);
    }

    /** Tomcat asks when it has read a head: of a connection whose last request this is, the answer says that it ends. */
    @Override
    public int getMaxKeepAliveRequests() {
        return draining.hasBegun() ? 1 : super.getMaxKeepAliveRequests();
    }

    @Override
    protected Processor createProcessor() {
        return new BoundedProcessor(this, getAdapter(), bounds, refused, draining);
    }
}
