package io.taskledger.bench;

/** What stands in the way of a measurement, in words for whoever started it. */
final class CannotMeasure extends RuntimeException {

    private static final long serialVersionUID = 1;

    CannotMeasure(String message) {
        super(message);
    }
}
