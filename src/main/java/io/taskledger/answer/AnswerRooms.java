package io.taskledger.answer;

import io.taskledger.identity.Callers;
import io.taskledger.kernel.AnswerMemory;
import io.taskledger.kernel.AnswerRoom;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/**
 * Gives each request room for its answer, and takes it back when the request has ended, however it ended. All requests without a token are one holder.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE) // behind the filters that know the caller
final class AnswerRooms extends OncePerRequestFilter {

    private static final String ATTRIBUTE = AnswerRoom.class.getName();
    private static final Object NOBODY = new Object();

    private final AnswerMemory memory;

    AnswerRooms(AnswerMemory memory) {
        this.memory = memory;
    }

    /** @throws IllegalStateException where the request has not come through this filter */
    static AnswerRoom of(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof AnswerRoom room) {
            return room;
        }
        throw new IllegalStateException("the request has no room for its answer");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (AnswerRoom room = memory.roomFor(Callers.current().<Object>map(user -> user).orElse(NOBODY))) {
            request.setAttribute(ATTRIBUTE, room);
            chain.doFilter(request, response);
        }
    }
}
