package io.taskledger.kernel;

/** What an instance may be busy with: while it is, the instance is not idle, and is not put to sleep. */
public interface Occupation {

    /** Whether there is something to do now. Answered at once and from memory, since it is asked several times a second. */
    boolean isBusy();
}
