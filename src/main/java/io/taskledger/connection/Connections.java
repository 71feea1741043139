package io.taskledger.connection;

import io.taskledger.kernel.HeapForClients;
import org.apache.catalina.connector.Connector;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Sets Tomcat up for clients that are slow, or many, or mean to be. The rest of its bounds stands in {@code application.yml}. */
@Configuration(proxyBeanMethods = false)
class Connections {

    private static final int MOST_HEADERS = 100;

    /** In bytes, that are read at once: most heads have less. Tomcat's 8 KiB are dear for many connections. */
    private static final int READ_BUFFER = 1024;

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> boundedConnections(
            Environment environment, RefusedRequests refused, Draining draining) {
        RequestBounds bounds = RequestBounds.of(environment);
        return tomcat -> {
            tomcat.setProtocol(BoundedHttp.class.getName());
            tomcat.addConnectorCustomizers(connector -> bound(connector, bounds, refused, draining));
            tomcat.addEngineValves(new UnreadBodies(bounds.longestRest(), bounds.restsOfBodies()));
        };
    }

    private static void bound(Connector connector, RequestBounds bounds, RefusedRequests refused, Draining draining) {
        var http = (BoundedHttp) connector.getProtocolHandler();
        http.bound(bounds, refused, draining);
        http.setMaxConnections(Math.min(http.getMaxConnections(), RequestBounds.mostConnections(HeapForClients.ofThisProcess())));
        connector.setProperty("socket.appReadBufSize", String.valueOf(READ_BUFFER));
        connector.setProperty("maxHeaderCount", String.valueOf(MOST_HEADERS));
        connector.setProperty("continueResponseTiming", "onRead"); // whoever needs a token and has no good one is not asked to send a body
    }
}
