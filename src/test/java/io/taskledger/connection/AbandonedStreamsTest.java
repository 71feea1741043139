package io.taskledger.connection;

import static org.awaitility.Awaitility.await;

import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Tokens;
import org.apache.catalina.core.StandardContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/** A graceful stop waits for all asynchronous requests that Tomcat counts: for 20 s, where one of them was lost. */
@ApplicationTest
class AbandonedStreamsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TomcatWebServer server;

    AbandonedStreamsTest(@Autowired WebServerApplicationContext context) {
        server = (TomcatWebServer) Objects.requireNonNull(context.getWebServer());
    }

    @Test
    void who_goes_while_a_stream_begins_is_not_counted_for_ever() throws IOException {
        for (int i = 0; i < 300; i++) {
            try (var gone = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
                gone.setSoLinger(true, 0); // and so the connection is reset
                gone.getOutputStream().write(streamOf("gone-" + i).getBytes(StandardCharsets.US_ASCII));
            }
        }
        var context = (StandardContext) server.getTomcat().getHost().findChildren()[0];
        await().atMost(PATIENCE).until(() -> context.getInProgressAsyncCount() == 0);
    }

    private static String streamOf(String user) {
        return "GET /api/changes/stream?since=now HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + Tokens.of(user) + "\r\n\r\n";
    }
}
