package io.taskledger.query.rebuild;

/** Another instance runs it now, or nobody does any more. */
final class LostJob extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LostJob() {
        super("another instance has taken it over, or it was ended");
    }
}
