package io.taskledger.fuzzing;

import java.util.List;

/** What can be wrong with a header that is HTTP. */
final class HeaderBlemishes {

    private static final List<String> BAD_TAGS =
            List.of("3", "\"3", "3\"", "'3'", "w/\"3\"", "\"a\"b\"", "", ",", "\"1\" \"2\"", "*, \"1\"", "\"a b\"", "W/", "\"1\";q=1",
                    "\"\\\"\"", "\u00e9");

    static final List<Blemish> ALL = List.of(
            new Blemish(draft -> draft.operation.takes("header", "If-Match"), draft -> refuse(draft, "If-Match", draft.dice.of(BAD_TAGS), 400)),
            new Blemish(draft -> draft.operation.takes("header",
                    "If-None-Match"), draft -> refuse(draft, "If-None-Match", draft.dice.of(BAD_TAGS), 400)),
            new Blemish(draft -> draft.operation.takes("header", "Idempotency-Key"),
                    draft -> refuse(draft, "Idempotency-Key", draft.dice.of("", "a".repeat(256), "a\u00e9"), 400)),
            new Blemish(draft -> draft.operation.takes("header", "Idempotency-Key") && !draft.user.keyed.isEmpty(), HeaderBlemishes::takeUsedKey),
            new Blemish(draft -> draft.operation.answersIn().contains("application/json"),
                    draft -> refuse(draft, "Accept", draft.dice.of("text/html", "application/json;q=0", "image/png, text/plain",
                            "application/xml"), 406)),
            new Blemish(draft -> draft.operation.takesBody(), draft -> {
                draft.removeHeader("Content-Type");
                draft.refuse(Stage.FORM, 415);
            }),
            new Blemish(draft -> draft.operation.takesBody(), draft -> refuse(draft, "Content-Type", draft.dice.of("text/plain",
                    "application/xml", "application/json;charset=iso-8859-1",
                    "application/json;charset=utf-16", "application/vnd.api+json", "multipart/form-data", "application/x-www-form-urlencoded",
                    "text/json", "application/json-patch+json"), 415)),
            new Blemish(draft -> draft.operation.takesBody(), draft -> {
                draft.setHeader("Content-Encoding", draft.dice.of("gzip", "br", "deflate", "x", "gzip, identity"));
                draft.refuse(Stage.FORM, 415);
            }),
            Blemish.always(draft -> odd(draft, "Content-Type", "nonsense", "/", "application/", "application/json;charset=",
                    "application/json;charset=none-such", "application/json;charset=\"", "a/b;c",
                    "application/json, text/plain", "*/*", "application/*", "application/json;;",
                    "application/json;charset=utf-8;charset=utf-16", "\u00e9/x", "", "application/json;boundary=\u00e9")),
            Blemish.always(draft -> odd(draft, "Accept", "nonsense", "/", "*", "text/event-stream", "application/json;q=2",
                    "application/json;q=x", ",", "a/b;c", "\u00e9", "application/problem+json", "*/json", "")),
            Blemish.always(draft -> odd(draft, "Content-Encoding", "gzip", "identity", "", ",")),
            Blemish.always(draft -> {
                odd(draft, "Expect", "100-continue", "200-ok", "");
                draft.outside = true;
            }),
            Blemish.always(draft -> odd(draft, "If-Match", "\"0\"", "\"99\"", "*", "x")),
            Blemish.always(draft -> odd(draft, "If-None-Match", "\"0\"", "*", "x")),
            Blemish.always(draft -> odd(draft, "Idempotency-Key", "\t", "a\u00e9")),
            Blemish.always(draft -> odd(draft, "Range", "bytes=0-1", "bytes=9-1", "x")),
            Blemish.always(draft -> odd(draft, "If-Modified-Since", "Thu, 01 Jan 2099 00:00:00 GMT", "x")),
            Blemish.always(draft -> odd(draft, "If-Unmodified-Since", "Thu, 01 Jan 1970 00:00:00 GMT", "x")),
            Blemish.always(draft -> odd(draft, "Origin", "https://evil.example", "null", "x")),
            Blemish.always(draft -> odd(draft, "Last-Event-ID", "1", "x\u00e9")));

    private HeaderBlemishes() {}

    private static void refuse(Draft draft, String name, String value, int status) {
        draft.setHeader(name, value);
        draft.refuse(Stage.FORM, status);
    }

    private static void takeUsedKey(Draft draft) {
        User.Keyed used = draft.dice.of(draft.user.keyed);
        if (!used.path().equals(draft.path)) {
            draft.setHeader("Idempotency-Key", used.key());
            draft.refuse(Stage.VALUES, 422);
        }
    }

    private static void odd(Draft draft, String name, String... values) {
        draft.setHeader(name, draft.dice.of(values));
        draft.uncertain = true;
    }
}
