package io.taskledger.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.taskledger.StartupRefused;
import io.taskledger.kernel.UserId;
import io.taskledger.problem.Problem;
import io.taskledger.problem.ProblemType;
import io.taskledger.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Bounds how many requests each user makes of this instance: so many a minute, evenly, and as many at once where the user has
 * been quiet before. Every request with a good token counts, whatever it asks for; those without a token are nobody's.
 */
final class RequestRate extends OncePerRequestFilter {

    static final String VARIABLE = "TASKLEDGER_REQUESTS_PER_MINUTE";

    private static final int MOST = 1_000_000;

    /** Beyond so many at a time, those who were quiet longest are forgotten, and may begin anew. */
    private static final int MOST_USERS = 100_000;

    /** After that, a bucket is full again, and nothing is lost with it. */
    private static final Duration REFILL = Duration.ofMinutes(1);

    private final int requestsPerMinute;
    private final TimeMeter clock;
    private final ProblemWriter problems;
    private final Cache<UserId, Bucket> buckets;

    RequestRate(int requestsPerMinute, TimeMeter clock, ProblemWriter problems) {
        this.requestsPerMinute = requestsPerMinute;
        this.clock = clock;
        this.problems = problems;
        this.buckets = Caffeine.newBuilder().maximumSize(MOST_USERS).expireAfterAccess(REFILL).ticker(clock::currentTimeNanos).build();
    }

    /**
     * The bound that the environment names, if it does.
     *
     * @throws StartupRefused where it is no whole number from 1 to 1,000,000
     */
    static Optional<RequestRate> from(Environment environment, TimeMeter clock, ProblemWriter problems) {
        String named = environment.getProperty(VARIABLE);
        if (named == null) {
            return Optional.empty();
        }
        if (!named.matches("[1-9]\\d{0,6}") || Integer.parseInt(named) > MOST) {
            throw new StartupRefused(
                    VARIABLE + " is \"" + named + "\".", "Set it to how many requests a user may make in a minute, 1 to 1000000; or unset it, for no bound.");
        }
        return Optional.of(new RequestRate(Integer.parseInt(named), clock, problems));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof CallerToken token) {
            ConsumptionProbe probe = buckets.get(token.user(), _ -> bucket()).tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                refuse(request, response, Duration.ofNanos(probe.getNanosToWaitForRefill()));
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(requestsPerMinute).refillGreedy(requestsPerMinute, REFILL))
                .withCustomTimePrecision(clock)
                .build();
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, Duration wait) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait.plusNanos(999_999_999).toSeconds()));
        problems.write(request, response, Problem.of(ProblemType.TOO_MANY_REQUESTS,
                "You may make " + requestsPerMinute + " requests a minute, and have: the Retry-After header says in how many seconds the next is welcome."));
    }
}
