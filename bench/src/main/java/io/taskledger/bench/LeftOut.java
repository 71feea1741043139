package io.taskledger.bench;

/** Why a peer is left out, in words for whoever reads the table. */
final class LeftOut extends Exception {

    private static final long serialVersionUID = 1;

    LeftOut(String reason) {
        super(reason);
    }
}
