package io.taskledger.fuzzing;

import tools.jackson.databind.JsonNode;

import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What can be wrong behind the question mark. */
final class ParameterBlemishes {

    private static final List<String> CURSORS = List.of("x", "%00", "AAAA", "A".repeat(600), "%F0%9F%A5%9B", "null", "..%2F",
            "eyJhIjoxfQ%3D%3D", "=");

    static final List<Blemish> ALL = List.of(
            of("limit", draft -> refuse(draft, "limit", draft.dice.of("0", "-1", "1001", "99999999999999999999999", "-0"), Stage.VALUES, 422)),
            of("limit", draft -> refuse(draft, "limit", draft.dice.of("x", "1.0", "1e2", "%2B5", "0x10", "%20", "5%20", "NaN", "%D9%A1",
                    "1,000", "true"), Stage.FORM, 400)),
            of("sort", draft -> refuse(draft, "sort", draft.dice.of("id", "--title", "TITLE", "title,id", "%2Btitle", "title%20desc",
                    "titl%C3%A9", "%00", "user_id", "-"), Stage.VALUES, 422)),
            of("type", draft -> refuse(draft, "type", draft.dice.of("CREATED", "create", "created,renamed", "%00", "%20created",
                    "TaskCreated"), Stage.VALUES, 422)),
            of("completed", draft -> refuse(draft, "completed", draft.dice.of("1", "yes", "TRUE", "null", "true,false", "%20true",
                    "%00"), Stage.FORM, 400)),
            of("q", draft -> refuse(draft, "q", "a%00b", Stage.VALUES, 422)),
            of("from", ParameterBlemishes::time),
            of("to", ParameterBlemishes::time),
            of("task_id", draft -> refuse(draft, "task_id", draft.dice.of("x", "1-1-1-1-1", "%7B%7D", draft.dice.uuid() + "0",
                    "%00"), Stage.FORM, 400)),
            of("cursor", draft -> refuse(draft, "cursor", draft.dice.of(CURSORS), Stage.VALUES, 422)),
            of("cursor", draft -> draft.user.others.cursor(draft.user).ifPresent(cursor -> refuse(draft, "cursor", cursor, Stage.VALUES, 422))),
            new Blemish(draft -> draft.asked.containsKey("cursor"), ParameterBlemishes::alterCursor),
            new Blemish(draft -> draft.asked.containsKey("cursor"), ParameterBlemishes::alterCursor),
            new Blemish(draft -> draft.asked.containsKey("cursor"), ParameterBlemishes::alterCursor),
            new Blemish(asksForAny(), draft -> {
                String name = names(draft).get(draft.dice.below(names(draft).size()));
                draft.parameters.add(name + "=1");
                draft.parameters.add(name + "=1");
                draft.refuse(Stage.FORM, 400);
            }),
            Blemish.always(draft -> {
                draft.parameters.add(draft.dice.of("%zz=1", "q=%", "q=%c0%af", "%ff=1", "q=%ed%a0%80", "completed=%", "a=b;c=d", "q=\\",
                        "x=" + "y".repeat(3_000), "a[b]={c}", "q=<>", "&&&&", "=", "=1", "completed[]=1"));
                draft.uncertain = true;
                draft.outside = true;
            }),
            Blemish.always(draft -> {
                draft.parameters.add(draft.dice.of("x=1", "a", "%00=1", "completed%5B%5D=1", "Limit=1", "access_token=" + draft.user.token));
                draft.refuse(Stage.VALUES, 422);
            }),
            Blemish.always(draft -> {
                draft.parameters.add("a=1&".repeat(draft.dice.between(990, 1_010)));
                draft.uncertain = true;
            }));

    private ParameterBlemishes() {}

    private static Blemish of(String parameter, Consumer<Draft> inflict) {
        return new Blemish(draft -> draft.operation.takes("query", parameter), inflict);
    }

    private static Predicate<Draft> asksForAny() {
        return draft -> !names(draft).isEmpty();
    }

    private static List<String> names(Draft draft) {
        return draft.operation.parameters("query").map(parameter -> parameter.get("name")).map(JsonNode::stringValue).toList();
    }

    private static void refuse(Draft draft, String parameter, String value, Stage stage, int status) {
        draft.parameters.removeIf(given -> given.startsWith(parameter + "="));
        draft.parameters.add(parameter + "=" + value);
        draft.refuse(stage, status);
    }

    private static void time(Draft draft) {
        refuse(draft, draft.dice.of("from", "to"), draft.dice.of("x", "2026-01-16", "2026-01-16T09:30Z", "2026-01-16T09:30:00",
                "2026-02-30T00:00:00Z", "2026-01-16T09:30:61Z", "2026-01-16T24:00:00Z",
                "2026-01-16T09:30:00+00:00", "2026-01-16T09:30:00.Z", "+999999999-12-31T00:00:00Z", "2026-01-16T09:30:00%2B24:00",
                "1768555800", "%00"), Stage.FORM, 400);
    }

    /** One bit of it is another, or a part of it is not there, or there twice. */
    private static void alterCursor(Draft draft) {
        String cursor = Objects.requireNonNull(draft.asked.get("cursor"));
        byte[] bytes = Base64.getUrlDecoder().decode(cursor);
        bytes[draft.dice.below(bytes.length)] ^= (byte) (1 << draft.dice.below(8));
        int cut = draft.dice.below(cursor.length());
        String altered = draft.dice.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), cursor.substring(cut == 0 ? 1 : cut),
                cursor + cursor, cursor + "A", cursor + "%3D");
        refuse(draft, "cursor", altered, Stage.VALUES, 422);
    }
}
