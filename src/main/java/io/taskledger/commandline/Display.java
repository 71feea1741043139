package io.taskledger.commandline;

import io.taskledger.query.rebuild.Job;

import java.io.Console;
import java.io.PrintStream;

/** Shows how far a rebuild or a verification is. */
interface Display extends AutoCloseable {

    void show(Job job);

    @Override
    void close();

    /** A bar where somebody looks on, lines otherwise. */
    @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again where nobody looks on
    static Display of(Job job, PrintStream out) {
        Console console = System.console();
        return console != null && console.isTerminal() ? new Bar(job, out) : new Lines(job, out);
    }

    static String phase(Job job) {
        return job.phase().text().replace('_', ' ');
    }
}
