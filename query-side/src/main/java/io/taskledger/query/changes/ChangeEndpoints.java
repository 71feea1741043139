package io.taskledger.query.changes;

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
    byte[] list(UserId caller, AnswerRoom room, @RequestParam MultiValueMap<String, String> given) {
        var parameters = new QueryParameters(given, SINCE, "limit");
        int limit = parameters.limit();
        Since since = feed.place(caller, parameters.find(SINCE), SINCE);
        return answers.json(feed.page(caller, since, limit, room));
    }

    @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<ResponseBodyEmitter> stream(
            Subscriber subscriber,
            AnswerRoom room,
            HttpMethod method,
            @RequestParam MultiValueMap<String, String> given,
            @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId) {
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
