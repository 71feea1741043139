package io.taskledger.preflight;

import io.taskledger.browser.AllowedOrigins;
import io.taskledger.problem.ProblemWriter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PreflightConfiguration {

    @Bean
    Preflights preflights(AllowedOrigins allowed, ProblemWriter problems) {
        return new Preflights(allowed, new RefusedOrigins(System::nanoTime), problems);
    }
}
