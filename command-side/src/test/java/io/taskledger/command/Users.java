package io.taskledger.command;

import io.taskledger.kernel.UserId;

/** Who appears in the tests: Ann, whose tasks they are, and Bob, who would like them to be his. */
final class Users {

    static final UserId ANN = new UserId("ann");
    static final UserId BOB = new UserId("bob");

    private Users() {}
}
