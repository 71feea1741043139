package io.taskledger.query.projection;

import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.jspecify.annotations.Nullable;

/**
 * Positions as numbers below which nothing is missing. Releases up to 0.1 stored a number and the gaps below it, and their
 * instances may run beside this one: what follows the first gap is then delivered again, which does no harm.
 */
final class PlainTokens extends JdbcTokenStore {

    PlainTokens(Builder builder) {
        super(builder);
    }

    @Override
    public @Nullable TrackingToken fetchToken(String processorName, int segment) {
        return plain(super.fetchToken(processorName, segment));
    }

    @Override
    public @Nullable TrackingToken fetchToken(String processorName, Segment segment) {
        return plain(super.fetchToken(processorName, segment));
    }

    private static @Nullable TrackingToken plain(@Nullable TrackingToken token) {
        return token instanceof GapAwareTrackingToken gaps
                ? new GlobalSequenceTrackingToken(gaps.hasGaps() ? gaps.getGaps().first() - 1 : gaps.getIndex())
                : token;
    }
}
