package io.taskledger.query.projection;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Claims that are dated in the future: by an instance of a release before this one, whose clock is ahead. Such a claim has expired when its
 * time has stayed the same for as long as a claim is good for.
 */
final class ForeignClaims {

    private final long goodForNanos;
    private final double goodForSeconds;
    private final Map<String, Seen> seen = new HashMap<>();

    ForeignClaims(Duration goodFor) {
        goodForNanos = goodFor.toNanos();
        goodForSeconds = goodFor.toSeconds();
    }

    /** @param age in seconds, by PostgreSQL's clock */
    boolean isExpired(String projection, String time, double age) {
        if (age >= -goodForSeconds) { // of this release, or nearly right
            seen.remove(projection);
            return false;
        }
        Seen now = seen.compute(projection,
                (_, before) -> before != null && before.time.equals(time) ? before : new Seen(time, System.nanoTime()));
        return System.nanoTime() - now.since > goodForNanos;
    }

    /** The time of such a claim that has expired. */
    Optional<String> expired(String projection) {
        Seen claim = seen.get(projection);
        return claim != null && System.nanoTime() - claim.since > goodForNanos ? Optional.of(claim.time) : Optional.empty();
    }

    private record Seen(String time, long since) {}
}
