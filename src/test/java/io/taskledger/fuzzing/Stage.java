package io.taskledger.fuzzing;

/** What is checked first answers first: the contract's order. */
enum Stage {
    TOKEN,
    ROLE,
    ADDRESS,
    SIZE,
    FORM,
    VALUES,
    TASK
}
