package io.taskledger.problem;

import io.taskledger.kernel.InvalidRequest.Violation;
import org.springframework.http.HttpStatus;

import java.util.List;

/**
 * What a client is told of an error.
 *
 * @param type a URI of ours
 * @param detail a sentence for a person
 * @param violations the parts that are wrong; empty for errors that have none
 */
public record Problem(String type, String title, int status, String detail, List<Violation> violations) {

    public static Problem of(ProblemType type, String detail) {
        return of(type, detail, List.of());
    }

    static Problem of(ProblemType type, String detail, List<Violation> violations) {
        return new Problem(type.uri(), type.title(), type.status(), detail, violations);
    }

    /** For a status that the container or Spring chose: the request never came to our code. */
    static Problem ofStatus(int status, String detail) {
        return ProblemType.of(status).map(type -> of(type, detail)).orElseGet(() -> new Problem(
                "urn:taskledger:problem:http-" + status, title(status), status, detail, List.of()));
    }

    private static String title(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        return known == null ? "Status " + status : known.getReasonPhrase();
    }
}
