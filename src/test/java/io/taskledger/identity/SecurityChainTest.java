package io.taskledger.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskledger.support.ApplicationTest;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.web.SecurityFilterChain;

/** Each request passes every filter: what does nothing for it takes time for nothing. A filter that a library adds is to be looked at. */
@ApplicationTest
class SecurityChainTest {

    @Test
    void a_request_passes_its_token_its_rate_and_its_authorization(@Autowired SecurityFilterChain chain) {
        assertThat(chain.getFilters().stream().map(Filter::getClass).map(Class::getSimpleName)).containsExactly(
                "SecurityContextHolderFilter",
                "BearerTokenAuthenticationFilter",
                "AnonymousAuthenticationFilter",
                "ExceptionTranslationFilter",
                "AuthorizationFilter");
    }

    @Test
    void no_filter_goes_before_it_that_nothing_needs(@Autowired ServletContext container) {
        assertThat(container.getFilterRegistrations().values().stream().map(FilterRegistration::getName))
                .containsExactlyInAnyOrder(
                        "preflights", "webMvcObservationFilter", "lastAnswers", "versionedFiles", "bodyLimit", "characterEncodingFilter",
                        "requestIds", "springSecurityFilterChain", "answerRooms");
    }
}
