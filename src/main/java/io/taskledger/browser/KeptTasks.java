package io.taskledger.browser;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets a browser keep a single task, which has an ETag, and has it ask each time whether that is still right. Errors say no again. */
final class KeptTasks implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        }
        return true;
    }
}
