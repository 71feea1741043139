package io.taskledger.query.rebuild;

/** The table that queries read stayed behind the position at which the verification began. */
final class NothingToCompare extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NothingToCompare() {
        super("the projection is not being fed, and can't be compared");
    }
}
