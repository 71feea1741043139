package io.taskledger.answer;

import io.taskledger.connection.ClientConnection;
import io.taskledger.identity.Callers;
import io.taskledger.kernel.AnswerMemory;
import io.taskledger.kernel.AnswerRoom;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

import java.io.IOException;

/**
 * Gives each request room for its answer, and takes it back when the request has ended, however it ended. A user is one holder. Requests
 * without a token are one holder for each endpoint: whoever fills the part of one keeps nobody from the others.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE) // behind the filters that know the caller
final class AnswerRooms extends OncePerRequestFilter {

    private static final String ATTRIBUTE = AnswerRoom.class.getName();

    private final AnswerMemory memory;

    AnswerRooms(AnswerMemory memory) {
        this.memory = memory;
    }

    /** @throws IllegalStateException where the request has not come through this filter */
    static AnswerRoom of(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof RoomOnDemand room) {
            return room.get();
        }
        throw new IllegalStateException("the request has no room for its answer");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (var room = new RoomOnDemand(request)) {
            request.setAttribute(ATTRIBUTE, room);
            chain.doFilter(request, response);
        }
    }

    /** Of anyone without a token who is answered by the endpoint with such a pattern. */
    private record Nobody(Object pattern) {}

    /** The room of a request, once it is asked for: by then it is known which endpoint answers. */
    private final class RoomOnDemand implements AutoCloseable {

        private final HttpServletRequest request;
        private @Nullable AnswerRoom room;

        RoomOnDemand(HttpServletRequest request) {
            this.request = request;
        }

        AnswerRoom get() {
            if (room == null) {
                room = memory.roomFor(holder(), ClientConnection.of(request)::end);
            }
            return room;
        }

        private Object holder() {
            return Callers.current().<Object>map(user -> user)
                    .orElseGet(() -> new Nobody(String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))));
        }

        @Override
        public void close() {
            if (room != null) {
                room.close();
            }
        }
    }
}
