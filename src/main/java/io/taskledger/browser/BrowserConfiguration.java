package io.taskledger.browser;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import java.io.IOException;

@Configuration(proxyBeanMethods = false)
class BrowserConfiguration implements WebMvcConfigurer {

    @Bean
    AllowedOrigins allowedOrigins(Environment environment) {
        return AllowedOrigins.from(environment);
    }

    @Bean
    AnswerHeaders answerHeaders(AllowedOrigins allowed) {
        return new AnswerHeaders(allowed);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> headersOfEveryAnswer(AnswerHeaders headers) {
        return tomcat -> tomcat.addEngineValves(new WriteHeaders(headers));
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(new KeptTasks()).addPathPatterns("/api/tasks/{id}").excludePathPatterns("/api/tasks/summary");
    }

    /** Before Tomcat has looked for who answers. */
    private static final class WriteHeaders extends ValveBase {

        private final AnswerHeaders headers;

        WriteHeaders(AnswerHeaders headers) {
            super(true);
            this.headers = headers;
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            headers.write(request, response);
            getNext().invoke(request, response);
        }
    }
}
