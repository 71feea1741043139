package io.taskledger.commandline;

/** What a command says to the shell. */
final class ExitCodes {

    static final int FINE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;
    static final int DIFFERENCES = 3;

    private ExitCodes() {}
}
