package io.taskledger.idle;

import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Knows when a request needed PostgreSQL last, and whether one that did is under way. A request that needs no connection is none here: what is
 * answered from memory neither wakes an instance nor keeps it awake.
 */
@Component
public final class DatabaseUse {

    private static final String COUNTED = DatabaseUse.class.getName();

    private final AtomicInteger underWay = new AtomicInteger();
    private volatile long last = System.nanoTime();
    private volatile Waking waking = _ -> {};

    /** Who is told of each use before it gets its connection. */
    interface Waking {

        /**
         * Returns when the instance is awake.
         *
         * @param byRequest whether a request asks, and not work in the background
         * @throws SQLException where it can't be woken
         */
        void need(boolean byRequest) throws SQLException;
    }

    void tell(Waking told) {
        waking = told;
    }

    /** To be called by a thread that is about to take a connection. */
    void begin() throws SQLException {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null) {
            count(request);
            renew();
        }
        waking.need(request != null);
    }

    /** Once for a request, which may be longer than an instance may be idle. */
    private void count(RequestAttributes request) {
        if (request.getAttribute(COUNTED, RequestAttributes.SCOPE_REQUEST) == null) {
            request.setAttribute(COUNTED, true, RequestAttributes.SCOPE_REQUEST);
            underWay.incrementAndGet();
            request.registerDestructionCallback(COUNTED, this::end, RequestAttributes.SCOPE_REQUEST);
        }
    }

    private void end() {
        renew();
        underWay.decrementAndGet();
    }

    void renew() {
        last = System.nanoTime();
    }

    boolean isOver(Duration time) {
        return underWay.get() == 0 && System.nanoTime() - last >= time.toNanos();
    }
}
