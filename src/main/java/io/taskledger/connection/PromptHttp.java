package io.taskledger.connection;

import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;

import java.time.Duration;

/**
 * Tomcat's HTTP/1.1, with a bound on how long the head of a request takes in all. Tomcat itself bounds the pause between two of
 * its bytes, so that a client which sends one every few seconds would keep its connection for as long as it likes.
 */
public final class PromptHttp extends Http11NioProtocol {

    private Duration longestHead = Duration.ofMinutes(1);

    void setLongestHead(Duration longestHead) {
        this.longestHead = longestHead;
    }

    @Override
    protected Processor createProcessor() {
        return new PromptProcessor(this, getAdapter(), longestHead);
    }
}
