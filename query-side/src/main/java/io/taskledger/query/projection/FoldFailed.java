package io.taskledger.query.projection;

/** An event could not be folded, for an error that would come again with it: its task is parked as after any other failure. */
final class FoldFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FoldFailed(Error cause) {
        super(cause);
    }
}
