package io.taskledger.web;

import io.taskledger.request.PreconditionsArgument;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

import java.util.Set;

/**
 * Evaluates the preconditions of queries whose answers have no entity tag, such as lists: {@code If-Match} holds by {@code *} alone (RFC 9110, section
 * 13.1.1), and {@code If-None-Match} means nothing, since nobody can have such an answer already. What can't be read is refused before the query is
 * asked; an unmet condition is refused after it, since an error goes before it (section 13.2.1).
 */
@RestControllerAdvice
final class UntaggedAnswers implements HandlerInterceptor, ResponseBodyAdvice<Object> {

    private static final Set<String> QUERIES = Set.of(HttpMethod.GET.name(), HttpMethod.HEAD.name());

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (QUERIES.contains(request.getMethod())) {
            var _ = PreconditionsArgument.of(request);
        }
        return true;
    }

    @Override
    public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body, MethodParameter returnType, MediaType type, Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request, ServerHttpResponse response) {
        boolean untagged = QUERIES.contains(request.getMethod().name()) && response.getHeaders().getETag() == null;
        if (untagged && request instanceof ServletServerHttpRequest servlet && request.getURI().getPath().startsWith("/api/")) {
            PreconditionsArgument.of(servlet.getServletRequest()).requireUntagged();
        }
        return body;
    }
}
