package io.taskledger.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which endpoint an address leads to. Where a path is mapped as it stands, no pattern takes it for the methods that are left: {@code DELETE
 * /api/tasks/summary} is a 405, and no request for the task {@code summary}.
 */
final class Addresses extends RequestMappingHandlerMapping {

    private final Set<String> paths = new HashSet<>();

    @Override
    protected void registerHandlerMethod(Object handler, Method method, RequestMappingInfo mapping) {
        super.registerHandlerMethod(handler, method, mapping);
        paths.addAll(mapping.getDirectPaths());
    }

    @Override
    protected @Nullable RequestMappingInfo getMatchingMapping(RequestMappingInfo mapping, HttpServletRequest request) {
        return isMeant(mapping, ServletRequestPathUtils.getCachedPathValue(request)) ? super.getMatchingMapping(mapping, request) : null;
    }

    @Override
    protected @Nullable HandlerMethod handleNoMatch(Set<RequestMappingInfo> mappings, String path, HttpServletRequest request)
            throws ServletException {
        Set<RequestMappingInfo> meant = mappings.stream().filter(mapping -> isMeant(mapping, path)).collect(Collectors.toSet());
        return super.handleNoMatch(meant, path, request);
    }

    private boolean isMeant(RequestMappingInfo mapping, String path) {
        return !mapping.getDirectPaths().isEmpty() || !paths.contains(path);
    }
}
