package io.taskledger.commandline;

import io.taskledger.operations.ProjectionLag;
import io.taskledger.query.projection.Projection;
import io.taskledger.query.rebuild.Job;
import io.taskledger.query.rebuild.Rebuilds;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Where every projection is. */
record Overview(KnownProjections known, ProjectionLag lag, Rebuilds rebuilds) {

    private static final List<String> HEADER = List.of(
            "NAME", "TABLE", "VERSION", "STATUS", "POSITION", "HEAD", "EVENTS BEHIND", "SECONDS BEHIND", "DEAD LETTERS", "RUNNING");

    static Overview of(Ledger ledger) {
        return new Overview(
                KnownProjections.load(), ledger.part(ProjectionLag.class), ledger.part(Rebuilds.class));
    }

    String text() {
        return new Table(Stream.concat(Stream.of(HEADER), known.all().stream().map(this::row)).toList()).text();
    }

    private List<String> row(Projection<?> projection) {
        ProjectionLag.Lag behind = lag.of(projection);
        return List.of(
                projection.name(),
                projection.table(),
                String.valueOf(projection.version()),
                behind.status().name().toLowerCase(Locale.ROOT),
                number(behind.position()),
                number(behind.last()),
                number(behind.events()),
                String.format(Locale.ROOT, "%,.1f", behind.seconds()),
                number(behind.deadLetters()),
                rebuilds.running(projection).map(Overview::running).orElse("-"));
    }

    private static String running(Job job) {
        return String.format(Locale.ROOT, "%s: %s, %,d of %,d events", job.kind().text(), Display.phase(job), job.folded(), job.upTo());
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
