package io.taskledger.request;

import io.taskledger.kernel.InvalidRequest;
import io.taskledger.kernel.Preconditions;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

import java.util.Collections;
import java.util.Objects;

/** Gives an endpoint the preconditions of its request. */
@Component
public class PreconditionsArgument implements HandlerMethodArgumentResolver {

    PreconditionsArgument() {}

    /**
     * What a request depends on. Spring's view of all headers is not asked: it fails where one of the others can't be understood.
     *
     * @throws InvalidRequest where {@code If-Match} or {@code If-None-Match} can't be read
     */
    public static Preconditions of(HttpServletRequest request) {
        return Preconditions.parse(
                Collections.list(request.getHeaders(HttpHeaders.IF_MATCH)),
                Collections.list(request.getHeaders(HttpHeaders.IF_NONE_MATCH)));
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Preconditions.class;
    }

    @Override
    public Preconditions resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return of(Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)));
    }
}
