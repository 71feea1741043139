package io.taskledger.connection;

import org.apache.catalina.connector.Connector;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import java.time.Duration;

/** Sets Tomcat up for clients that are slow, or mean to be. The rest of its bounds stands in {@code application.yml}. */
@Configuration
class Connections {

    private static final int MOST_HEADERS = 100;

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> boundedConnections(Environment environment) {
        Duration longestHead = environment.getRequiredProperty("taskledger.request.longest-head", Duration.class);
        Duration longestRest = environment.getRequiredProperty("taskledger.request.longest-rest", Duration.class);
        return tomcat -> {
            tomcat.setProtocol(PromptHttp.class.getName());
            tomcat.addConnectorCustomizers(connector -> bound(connector, longestHead));
            tomcat.addEngineValves(new UnreadBodies(longestRest));
        };
    }

    private static void bound(Connector connector, Duration longestHead) {
        ((PromptHttp) connector.getProtocolHandler()).setLongestHead(longestHead);
        connector.setProperty("maxHeaderCount", String.valueOf(MOST_HEADERS));
        connector.setProperty("continueResponseTiming", "onRead"); // who has no good token is not asked to send a body
    }
}
