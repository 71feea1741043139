package io.taskledger.connection;

import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;

/**
 * Tomcat's HTTP/1.1, with bounds that it does not have. It bounds the pause between two bytes of a head, and not how long a head takes in all, so that
 * a client which sends one every few seconds would keep its connection for as long as it likes. And it bounds connections, and not those of them
 * on which a request is under way, of which each takes five times the memory of one that idles.
 */
public final class PromptHttp extends Http11NioProtocol {

    private RequestBounds bounds = RequestBounds.NONE;

    void setBounds(RequestBounds bounds) {
        this.bounds = bounds;
    }

    @Override
    protected Processor createProcessor() {
        return new PromptProcessor(this, getAdapter(), bounds);
    }
}
