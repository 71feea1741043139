package io.taskledger.commandline;

import static java.util.stream.Collectors.joining;

import io.taskledger.query.projection.Projection;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All projections of this release. They need nothing else: a name that is none of theirs is told before a database is looked for. */
record KnownProjections(List<Projection<?>> all) {

    static KnownProjections load() {
        try (var context = new AnnotationConfigApplicationContext(Scan.class)) {
            return context.getBean(Scan.class).known;
        }
    }

    Optional<Projection<?>> named(String name) {
        return all.stream().filter(projection -> projection.isCalled(name)).findFirst();
    }

    String names() {
        return all.stream().map(Projection::name).collect(joining(", "));
    }

    @ComponentScan(basePackages = "io.taskledger", useDefaultFilters = false,
            includeFilters = @Filter(type = FilterType.CUSTOM, classes = Declared.class))
    static final class Scan {

        private final KnownProjections known;

        Scan(List<Projection<?>> projections) {
            known = new KnownProjections(projections.stream().sorted(Comparator.comparing(Projection::table)).toList());
        }
    }
}
