package io.taskledger.problem;

import io.taskledger.OutOfMemory;
import io.taskledger.command.TaskExists;
import io.taskledger.command.idempotency.KeyInUse;
import io.taskledger.command.idempotency.KeyReused;
import io.taskledger.kernel.InvalidRequest;
import io.taskledger.kernel.InvalidRequest.Kind;
import io.taskledger.kernel.InvalidRequest.Violation;
import io.taskledger.kernel.InvalidValue;
import io.taskledger.kernel.NoRoomForAnswer;
import io.taskledger.kernel.NoSuchTask;
import io.taskledger.kernel.NotTheOwner;
import io.taskledger.kernel.PreconditionFailed;
import io.taskledger.kernel.Rejection;
import io.taskledger.kernel.VersionMismatch;
import io.taskledger.query.caller.NoRoomToSearch;
import io.taskledger.query.caller.SearchTooExpensive;
import io.taskledger.query.caller.TooManyQueries;
import io.taskledger.query.changes.NoMoreStreams;
import io.taskledger.query.changes.SyncAnew;
import io.taskledger.query.changes.TooManyStreams;
import io.taskledger.query.cursor.CursorOfAnotherEpoch;
import io.taskledger.query.rebuild.AlreadyRunning;
import io.taskledger.query.rebuild.NoSuchProjection;
import io.taskledger.query.rebuild.NothingOrdered;
import io.taskledger.request.BodyTooLarge;
import io.taskledger.request.BodyTooSlow;
import io.taskledger.request.LimitedBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

import java.io.IOException;
import java.util.List;

/** Which error each exception is to a client: the one place that knows. */
@RestControllerAdvice
class Problems {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    static final String RETRY_AFTER_SECONDS = "2";

    private final ProblemWriter writer;

    Problems(ProblemWriter writer) {
        this.writer = writer;
    }

    @ExceptionHandler(Exception.class)
    void answer(Exception exception, HttpServletRequest request, HttpServletResponse response) throws IOException {
        OutOfMemory.endIfCauseOf(exception); // Spring makes an exception of each error, and some drivers do
        if (LostClient.isCauseOf(exception)) {
            log.debug("A client took no more of its answer: {}", Unavailability.reason(exception));
            return;
        }
        Problem problem = problem(exception, request);
        if (problem.status() == ProblemType.UNSUPPORTED_MEDIA_TYPE.status() && ContentCodings.areUsed(request)) {
            response.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        } else if (exception instanceof HttpRequestMethodNotSupportedException method) {
            response.setHeader(HttpHeaders.ALLOW, AllowedMethods.list(method));
        } else if (exception instanceof ErrorResponse error) {
            error.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        }
        if (exception instanceof PreconditionFailed failed) {
            failed.current().ifPresent(etag -> response.setHeader(HttpHeaders.ETAG, etag.toString()));
        }
        if (problem.status() == ProblemType.UNAVAILABLE.status() || problem.status() == ProblemType.TOO_MANY_REQUESTS.status()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        writer.write(request, response, problem);
    }

    private static Problem problem(Exception exception, HttpServletRequest request) {
        return switch (exception) {
            case InvalidRequest invalid -> invalid(invalid.kind(), invalid.violations());
            case Rejection rejection -> Problem.of(typeOf(rejection), String.valueOf(rejection.getMessage()));
            case AccessDeniedException denied -> Problem.of(ProblemType.NOT_ALLOWED, String.valueOf(denied.getMessage()));
            case BodyTooLarge _ -> tooLarge();
            case BodyTooSlow _ -> tooSlow();
            case HttpMediaTypeNotSupportedException _ when LimitedBody.isTooLarge(request) -> tooLarge();
            case HttpMediaTypeNotSupportedException _ when ContentCodings.areUsed(request) ->
                Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        "The body is compressed, by its Content-Encoding: send it as it is, without that header.");
            case HttpMessageNotReadableException unreadable when DoubledKey.in(unreadable).isPresent() ->
                invalid(Kind.UNREADABLE, List.of(DoubledKey.in(unreadable).get()));
            case HttpMessageNotReadableException _ ->
                Problem.of(ProblemType.MALFORMED, "The body is missing, or is not well-formed JSON.");
            case InvalidParameterException _ ->
                Problem.of(ProblemType.MALFORMED, "A parameter can't be read: it has to be UTF-8, percent-encoded.");
            case RequestRejectedException _ ->
                Problem.of(ProblemType.MALFORMED, "The address, a parameter or a header holds what none may hold.");
            case IOException _ -> Problem.of(ProblemType.MALFORMED, "The body did not come as it was announced.");
            case MethodArgumentTypeMismatchException mismatch -> invalid(Kind.UNREADABLE, List.of(violation(mismatch)));
            case ErrorResponse error -> Problem.ofStatus(error.getStatusCode().value(), sentence(error.getStatusCode().value()));
            default -> unexpected(exception);
        };
    }

    private static Problem invalid(Kind kind, List<Violation> violations) {
        return switch (kind) {
            case UNREADABLE -> Problem.of(ProblemType.MALFORMED, "A part of the request can't be read: see errors.", violations);
            case NOT_ALLOWED -> Problem.of(ProblemType.INVALID, "Some values are not allowed: see errors.", violations);
        };
    }

    private static ProblemType typeOf(Rejection rejection) {
        return switch (rejection) {
            case NotTheOwner _ -> ProblemType.NOT_THE_OWNER;
            case NoSuchTask _ -> ProblemType.NO_SUCH_TASK;
            case NoSuchProjection _ -> ProblemType.NO_SUCH_RESOURCE;
            case NothingOrdered _ -> ProblemType.NO_SUCH_RESOURCE;
            case TaskExists _ -> ProblemType.TASK_EXISTS;
            case AlreadyRunning _ -> ProblemType.ALREADY_RUNNING;
            case KeyInUse _ -> ProblemType.IDEMPOTENCY_KEY_IN_USE;
            case SyncAnew _ -> ProblemType.SYNC_ANEW;
            case CursorOfAnotherEpoch _ -> ProblemType.SYNC_ANEW;
            case NoMoreStreams _ -> ProblemType.UNAVAILABLE;
            case NoRoomToSearch _ -> ProblemType.UNAVAILABLE;
            case SearchTooExpensive _ -> ProblemType.SEARCH_TOO_EXPENSIVE;
            case TooManyQueries _ -> ProblemType.TOO_MANY_SEARCHES;
            case NoRoomForAnswer _ -> ProblemType.UNAVAILABLE;
            case TooManyStreams _ -> ProblemType.TOO_MANY_STREAMS;
            case VersionMismatch _ -> ProblemType.VERSION_MISMATCH;
            case PreconditionFailed _ -> ProblemType.PRECONDITION_FAILED;
            case KeyReused _ -> ProblemType.IDEMPOTENCY_KEY_REUSED;
            default -> throw new IllegalStateException("no problem type stands for " + rejection.getClass(), rejection);
        };
    }

    private static Problem tooLarge() {
        return Problem.of(ProblemType.CONTENT_TOO_LARGE, "The body has more than " + LimitedBody.MOST_BYTES + " bytes.");
    }

    private static Problem tooSlow() {
        return Problem.of(ProblemType.TOO_SLOW, sentence(ProblemType.TOO_SLOW.status()));
    }

    private static Violation violation(MethodArgumentTypeMismatchException mismatch) {
        for (Throwable cause = mismatch.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidValue) {
                return new Violation(mismatch.getName(), String.valueOf(cause.getMessage()));
            }
        }
        return new Violation(mismatch.getName(), "must be of another form");
    }

    private static Problem unexpected(Exception exception) {
        if (Unavailability.isCauseOf(exception)) {
            log.warn("A request could not be carried out at the moment: {}", Unavailability.reason(exception));
            return Problem.of(ProblemType.UNAVAILABLE, "This can't be done at the moment. Try again in a little while.");
        }
        log.error("A request failed", Unquoted.of(exception));
        return Problem.of(ProblemType.INTERNAL_ERROR, "This is our fault, not yours. The request id helps us to find it.");
    }

    /** For a status that Spring or the container chose. */
    static String sentence(int status) {
        return switch (status) {
            case 400 -> "The request can't be read as HTTP with the parameters that it needs.";
            case 404 -> "There is nothing under this address.";
            case 405 -> "This address does not take that method: the Allow header names those that it takes.";
            case 406 -> "The Accept header allows none of the forms in which this is to be had.";
            case 408 -> "The request did not come as a whole in the time that one may take.";
            case 415 -> "The body has to be JSON in UTF-8, and its Content-Type has to say so:"
                    + " the Accept header names what this address takes.";
            case 431 -> "The request's first line and headers have more than 16 KiB. Send fewer or shorter headers:"
                    + " a smaller token above all, without pictures and other long fields in its payload (Better Auth's definePayload says what is in it).";
            case 503 -> "The service can take no more requests at the moment. Try again in a little while.";
            default -> "The request was refused before it was looked at more closely.";
        };
    }
}
