package io.taskledger.web;

import io.taskledger.kernel.EntityTags;
import io.taskledger.kernel.InvalidRequest;
import io.taskledger.query.parameters.QueryParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.MultiValueMap;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.ServletInvocableHandlerMethod;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Calls endpoints. One under {@code /api} that reads no query parameters knows none: this refuses whatever is given to it. */
final class Endpoints extends RequestMappingHandlerAdapter {

    private static final String API = "/api/";

    @Override
    protected ServletInvocableHandlerMethod createInvocableHandlerMethod(HandlerMethod endpoint) {
        boolean readsParameters = Arrays.stream(endpoint.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType() == MultiValueMap.class);
        return readsParameters ? super.createInvocableHandlerMethod(endpoint) : new WithoutParameters(endpoint);
    }

    private static final class WithoutParameters extends ServletInvocableHandlerMethod {

        WithoutParameters(HandlerMethod endpoint) {
            super(endpoint);
        }

        /** @throws InvalidRequest where a parameter was given, once the rest of the request has been read */
        @Override
        protected @Nullable Object[] getMethodArgumentValues(
                NativeWebRequest request, @Nullable ModelAndViewContainer container, @Nullable Object... provided) throws Exception {
            @Nullable Object[] arguments = super.getMethodArgumentValues(request, container, provided);
            Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, NativeWebRequest.SCOPE_REQUEST);
            if (String.valueOf(pattern).startsWith(API)) {
                requireNoParameters(request);
            }
            return arguments;
        }

        private static void requireNoParameters(NativeWebRequest request) {
            Map<String, String[]> given = request.getParameterMap();
            if (!given.isEmpty()) {
                Stream.of(HttpHeaders.IF_MATCH, HttpHeaders.IF_NONE_MATCH)
                        .forEach(header -> requireReadable(header, request.getHeaderValues(header)));
                Map<String, List<String>> parameters = new HashMap<>();
                given.forEach((name, values) -> parameters.put(name, List.of(values)));
                new QueryParameters(parameters).requireKnown();
            }
        }

        private static void requireReadable(String header, String @Nullable [] values) {
            if (values != null) {
                EntityTags.parse(header, List.of(values));
            }
        }
    }
}
