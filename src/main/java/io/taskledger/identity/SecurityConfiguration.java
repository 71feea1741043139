package io.taskledger.identity;

import io.github.bucket4j.TimeMeter;
import io.taskledger.problem.Problem;
import io.taskledger.problem.ProblemType;
import io.taskledger.problem.ProblemWriter;
import io.taskledger.refusal.RefusalLog;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.OAuth2ProtectedResourceMetadataFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.request.async.WebAsyncManagerIntegrationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.session.DisableEncodeUrlFilter;

import java.net.InetAddress;
import java.util.Collections;
import java.util.Set;

/** Who gets in: anyone to what is listed here, to all else whoever has a good token. Nothing is kept between requests. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final BearerTokenResolver TOKENS = new DefaultBearerTokenResolver();

    /**
     * Filters for sessions and for {@code Callable} answers, of which there are none, and the filter that publishes the resource's
     * metadata, which is open to all and no part of the contract.
     */
    private static final Set<Class<? extends Filter>> NOT_NEEDED =
            Set.of(OAuth2ProtectedResourceMetadataFilter.class, DisableEncodeUrlFilter.class, WebAsyncManagerIntegrationFilter.class);

    private static final String[] OPEN = {
        "/actuator/health/liveness", "/actuator/health/readiness", "/actuator/prometheus",
        "/v3/api-docs", "/v3/api-docs.yaml", "/swagger-ui.html", "/swagger-ui/**",
        "/", "/page/**", "/lib/**"
    };

    @Bean
    TokenSource tokenSource(Environment environment) {
        return TokenSource.from(environment);
    }

    @Bean
    TokenDecoder tokenDecoder(TokenSource source) {
        return TokenDecoder.of(source);
    }

    /** What {@link RequestRate} counts by. */
    @Bean
    TimeMeter requestClock() {
        return TimeMeter.SYSTEM_NANOTIME;
    }

    /** In development mode, nobody outside this machine reaches the service. */
    @Bean
    WebServerFactoryCustomizer<ConfigurableWebServerFactory> loopbackInDevelopment(TokenSource source) {
        return server -> {
            if (source instanceof TokenSource.Development) {
                server.setAddress(InetAddress.getLoopbackAddress());
            }
        };
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http, TokenSource source, ProblemWriter problems, Environment environment, TimeMeter clock) {
        var refusals = new Refusals(problems, new RefusalLog(clock::currentTimeNanos));
        RequestRate.from(environment, clock, problems).ifPresent(rate -> http.addFilterBefore(rate, AuthorizationFilter.class));
        SecurityFilterChain chain = http.authorizeHttpRequests(requests -> {
                    requests.requestMatchers(OPEN).permitAll();
                    if (source instanceof TokenSource.Development) {
                        requests.requestMatchers(DevelopmentTokens.PATH).permitAll();
                    }
                    requests.requestMatchers("/actuator/**").denyAll();
                    requests.dispatcherTypeMatchers(DispatcherType.ASYNC).permitAll(); // the end of an answer that was allowed
                    requests.requestMatchers("/api/admin/**").hasAuthority(Authorities.OPERATOR);
                    requests.anyRequest().authenticated();
                })
                .oauth2ResourceServer(resource -> resource.bearerTokenResolver(SecurityConfiguration::onlyToken).jwt(jwt -> jwt.jwtAuthenticationConverter(CallerToken::new))
                        .authenticationEntryPoint(refusals)
                        .accessDeniedHandler(refusals))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .securityContext(context -> context.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                .sessionManagement(AbstractHttpConfigurer::disable) // there are none
                .servletApi(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable) // no cookies, so nothing to forge
                .logout(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable) // all answers have them: io.taskledger.browser
                .build();
        chain.getFilters().removeIf(filter -> NOT_NEEDED.contains(filter.getClass()));
        return chain;
    }

    /** Requests are measured as a whole: to measure each filter takes as long as what the filters do. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** A proxy may have looked at another than we would, where there are several. */
    private static @Nullable String onlyToken(HttpServletRequest request) {
        if (Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION)).size() > 1) {
            throw new InvalidBearerTokenException("there is more than one Authorization header");
        }
        return TOKENS.resolve(request);
    }

    /**
     * Lets every method through to where it is answered with 401 or 405, and what is in headers and parameters to whom it
     * concerns: Tomcat has refused control characters already. What is odd about a path is still refused.
     */
    @Bean
    HttpFirewall firewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        firewall.setAllowedHeaderNames(_ -> true);
        firewall.setAllowedHeaderValues(_ -> true);
        firewall.setAllowedParameterNames(_ -> true);
        return firewall;
    }

    @Bean
    RequestRejectedHandler oddRequests(ProblemWriter problems) {
        return (request, response, _) ->
                problems.write(request, response, Problem.of(ProblemType.MALFORMED, "The address or a header holds what none may hold."));
    }
}
