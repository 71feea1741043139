package io.taskledger.query.projection;

/**
 * A claim is another instance's now, or PostgreSQL has lost the position that was stored last ({@link ProjectionTokens}): nothing of the
 * batch is stored, and this instance gives up its other claims.
 */
final class ClaimLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClaimLost() {
        super("Another instance has claimed a projection, or its position is not the one that was stored last", null, false, false);
    }
}
