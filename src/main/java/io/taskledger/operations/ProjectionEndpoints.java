package io.taskledger.operations;

import io.taskledger.query.projection.DeadLetterRetry;
import io.taskledger.query.projection.Projection;
import io.taskledger.query.rebuild.AlreadyRunning;
import io.taskledger.query.rebuild.Job;
import io.taskledger.query.rebuild.NothingOrdered;
import io.taskledger.query.rebuild.Rebuilds;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.util.List;

@RestController
@RequestMapping("/api/admin/projections")
class ProjectionEndpoints {

    private final ProjectionReports projections;
    private final Rebuilds rebuilds;
    private final DeadLetterRetry retry;
    private final JobStream stream;

    ProjectionEndpoints(ProjectionReports projections, Rebuilds rebuilds, DeadLetterRetry retry, JobStream stream) {
        this.projections = projections;
        this.rebuilds = rebuilds;
        this.retry = retry;
        this.stream = stream;
    }

    record Projections(List<ProjectionReport> items) {}

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Projections list() {
        return new Projections(projections.all());
    }

    @PostMapping(path = "/{name}/rebuild", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JobReport> rebuild(@PathVariable String name) {
        return order(name, Job.Kind.REBUILD);
    }

    @GetMapping(path = "/{name}/rebuild", produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE})
    Object rebuilt(@PathVariable String name, @RequestHeader HttpHeaders headers) {
        return lastOrStream(name, Job.Kind.REBUILD, headers);
    }

    @DeleteMapping("/{name}/rebuild")
    ResponseEntity<Void> cancelRebuild(@PathVariable String name) {
        return cancel(name, Job.Kind.REBUILD);
    }

    @PostMapping(path = "/{name}/verify", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<JobReport> verify(@PathVariable String name) {
        return order(name, Job.Kind.VERIFY);
    }

    @GetMapping(path = "/{name}/verify", produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE})
    Object verified(@PathVariable String name, @RequestHeader HttpHeaders headers) {
        return lastOrStream(name, Job.Kind.VERIFY, headers);
    }

    @DeleteMapping("/{name}/verify")
    ResponseEntity<Void> cancelVerification(@PathVariable String name) {
        return cancel(name, Job.Kind.VERIFY);
    }

    @PostMapping(path = "/{name}/dead-letters/retry", produces = MediaType.APPLICATION_JSON_VALUE)
    DeadLetterRetry.Outcome retry(@PathVariable String name) {
        return retry.retry(projections.named(name));
    }

    private Object lastOrStream(String name, Job.Kind kind, HttpHeaders headers) {
        Projection<?> projection = projections.named(name);
        JobReport last = last(name, kind);
        return headers.getAccept().stream().anyMatch(MediaType.TEXT_EVENT_STREAM::equalsTypeAndSubtype)
                ? stream.of(() -> rebuilds.last(projection, kind).orElseThrow(() -> NothingOrdered.soFar(kind)))
                : ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(last);
    }

    private ResponseEntity<JobReport> order(String name, Job.Kind kind) {
        Projection<?> projection = projections.named(name);
        if (!rebuilds.order(projection, kind)) {
            throw new AlreadyRunning();
        }
        return ResponseEntity.accepted()
                .location(URI.create("/api/admin/projections/" + name + "/" + kind.text()))
                .body(last(name, kind));
    }

    private JobReport last(String name, Job.Kind kind) {
        return JobReport.of(rebuilds.last(projections.named(name), kind).orElseThrow(() -> NothingOrdered.soFar(kind)));
    }

    private ResponseEntity<Void> cancel(String name, Job.Kind kind) {
        if (!rebuilds.cancel(projections.named(name), kind)) {
            throw NothingOrdered.toCancel(kind);
        }
        return ResponseEntity.noContent().build();
    }
}
