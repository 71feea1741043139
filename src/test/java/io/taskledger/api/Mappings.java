package io.taskledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that Spring would hand a request to: endpoints of ours and of the actuator, and static files. */
final class Mappings {

    /**
     * One of them.
     *
     * @param pattern as Spring has it
     * @param verbs empty where it takes any
     */
    record Mapping(String pattern, Set<String> verbs) {}

    private Mappings() {}

    /** To be asked once a request has been served, before which Spring does not know them. */
    static Set<Mapping> of(ApplicationContext application) {
        List<HandlerMapping> mappings = application.getBean(DispatcherServlet.class).getHandlerMappings();
        return Objects.requireNonNull(mappings).stream().flatMap(Mappings::of).collect(Collectors.toSet());
    }

    private static Stream<Mapping> of(HandlerMapping mapping) {
        return switch (mapping) {
            case RequestMappingInfoHandlerMapping endpoints -> endpoints.getHandlerMethods().keySet().stream().flatMap(Mappings::of);
            case AbstractUrlHandlerMapping addresses -> of(addresses);
            case RouterFunctionMapping functions -> {
                assertThat(functions.getRouterFunction()).as("there are none; whoever adds some adds them here").isNull();
                yield Stream.of();
            }
            default -> throw new AssertionError("nobody has said yet how to walk a " + mapping.getClass().getName());
        };
    }

    private static Stream<Mapping> of(RequestMappingInfo endpoint) {
        Set<String> verbs = endpoint.getMethodsCondition().getMethods().stream().map(RequestMethod::name).collect(Collectors.toSet());
        return endpoint.getPatternValues().stream().map(pattern -> new Mapping(pattern, verbs));
    }

    private static Stream<Mapping> of(AbstractUrlHandlerMapping addresses) {
        Stream<String> rest = addresses.getDefaultHandler() == null ? Stream.of() : Stream.of("/**");
        Stream<String> root = addresses.getRootHandler() == null ? Stream.of() : Stream.of("/");
        return Stream.of(addresses.getHandlerMap().keySet().stream(), root, rest).flatMap(patterns -> patterns)
                .map(pattern -> new Mapping(pattern, Set.of()));
    }
}
