package io.taskledger.request;

import io.taskledger.command.idempotency.IdempotencyKey;
import io.taskledger.command.idempotency.KeyedRequest;
import io.taskledger.kernel.InvalidRequest;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Gives an endpoint the key that its request came with, and what tells the request from others; null where it came with none. */
@Component
public class KeyedRequestArgument implements HandlerMethodArgumentResolver {

    KeyedRequestArgument() {}

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == KeyedRequest.class;
    }

    /** @throws InvalidRequest where the header holds no key */
    @Override
    public @Nullable KeyedRequest resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) throws IOException {
        HttpServletRequest http = Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        List<String> keys = Collections.list(http.getHeaders(IdempotencyKey.HEADER));
        if (keys.isEmpty()) {
            return null;
        }
        List<String> ifMatch = Collections.list(http.getHeaders(HttpHeaders.IF_MATCH));
        List<String> ifNoneMatch = Collections.list(http.getHeaders(HttpHeaders.IF_NONE_MATCH));
        return KeyedRequest.of(
                IdempotencyKey.parse(keys), http.getMethod(), http.getRequestURI(), ifMatch, ifNoneMatch, LimitedBody.read(http));
    }
}
