package io.taskledger.query.changes;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskledger.kernel.AnswerRoom;
import io.taskledger.kernel.UserId;
import io.taskledger.query.paging.PageAnswers;
import io.taskledger.query.parameters.QueryParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

@RestController
@RequestMapping("/api/changes")
@Tag(name = "Queries", description = "What a user can ask of their own tasks.")
class ChangeEndpoints {

    private static final String SINCE = "since";
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    /** The same as a parameter: EventSource polyfills send it so, since not all that they stand on can set headers. */
    private static final String LAST_EVENT_ID_PARAMETER = "lastEventId";

    private final ChangeFeed feed;
    private final ChangeStreams streams;
    private final PageAnswers answers;

    ChangeEndpoints(ChangeFeed feed, ChangeStreams streams, PageAnswers answers) {
        this.answers = answers;
        this.feed = feed;
        this.streams = streams;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "listChanges", summary = "List what has changed since you last asked",
            description = "The changes of all your tasks in the order in which they were stored, deletions too, none left out. To keep a copy of your "
                    + "tasks: ask with `since=now`, list the tasks, and from then on pass `next_since` as `since`, as long as there are items. "
                    + "A change whose `version` is not higher than that of the task you hold is in it already. A cursor is good for ever, but for one case, "
                    + "which is a 410: the ledger was set back to a time before it.")
    @Parameter(name = SINCE, in = ParameterIn.QUERY,
            description = "`next_since` of the answer before, or the `id` of an event of the stream; opaque. `now` for what comes from now on; left out, for all from the first",
            schema = @Schema(type = "string"))
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "How many at most; an answer ends at 1 MiB, too",
            schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "50"))
    byte[] list(
            @Parameter(hidden = true) UserId caller,
            @Parameter(hidden = true) AnswerRoom room,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> given) {
        var parameters = new QueryParameters(given, SINCE, "limit");
        int limit = parameters.limit();
        Since since = feed.place(caller, parameters.find(SINCE), SINCE);
        return answers.json(feed.page(caller, since, limit, room));
    }

    @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(operationId = "streamChanges", summary = "Be told of changes as they happen",
            description = "The same changes as server-sent events: first an `id` alone, which is where the stream begins; then for each change an event "
                    + "`change`, whose `data` is a Change and whose `id` is the cursor after it. Come again with the last `id` as `Last-Event-ID` (or `since`), and none is missed "
                    + "or told twice. A comment every 15 seconds says that the connection is alive. The stream ends with the token, and when the instance stops. "
                    + "One user may read 16 streams of an instance at a time.")
    @Parameter(name = SINCE, in = ParameterIn.QUERY,
            description = "Where to begin, as for the list; `now` for what comes from now on; left out, with all from the first. `Last-Event-ID` and `lastEventId` go before it",
            schema = @Schema(type = "string"))
    @Parameter(name = LAST_EVENT_ID_PARAMETER, in = ParameterIn.QUERY,
            description = "The same as `Last-Event-ID`, which goes before it, for clients that can't set headers: EventSource polyfills send it by themselves",
            schema = @Schema(type = "string"))
    @Parameter(name = LAST_EVENT_ID, in = ParameterIn.HEADER, description = "The `id` of the last event that came", schema = @Schema(type = "string"))
    ResponseEntity<ResponseBodyEmitter> stream(
            @Parameter(hidden = true) Subscriber subscriber,
            @Parameter(hidden = true) AnswerRoom room,
            @Parameter(hidden = true) HttpMethod method,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> given,
            @Parameter(hidden = true) @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId) {
        var parameters = new QueryParameters(given, SINCE, LAST_EVENT_ID_PARAMETER);
        parameters.requireKnown();
        Since place = place(subscriber.user(), lastEventId, parameters);
        feed.requirePlace(subscriber.user(), place);
        var answer = ResponseEntity.ok().contentType(MediaType.TEXT_EVENT_STREAM).header("X-Accel-Buffering", "no"); // or nginx would keep it back
        return method.equals(HttpMethod.HEAD) ? answer.build() : answer.body(streams.open(subscriber, place, room));
    }

    /** From the first that is given of header, parameter and {@code since}. */
    private Since place(UserId user, @Nullable String lastEventId, QueryParameters parameters) {
        if (lastEventId != null && !lastEventId.isEmpty()) {
            return feed.place(user, lastEventId, LAST_EVENT_ID);
        }
        String name = parameters.find(LAST_EVENT_ID_PARAMETER) == null ? SINCE : LAST_EVENT_ID_PARAMETER;
        return feed.place(user, parameters.find(name), name);
    }
}
