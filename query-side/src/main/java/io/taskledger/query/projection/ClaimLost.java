package io.taskledger.query.projection;

/**
 * Another instance has claimed a projection that this one fed: nothing of the batch is stored, and this instance gives up its other claims.
 */
final class ClaimLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClaimLost() {
        super("Another instance has claimed a projection that this one fed", null, false, false);
    }
}
