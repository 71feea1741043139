package io.taskledger.fuzzing;

import io.taskledger.fuzzing.Request.Framing;

import java.util.Collections;
import java.util.List;

/** What can be wrong before a request is one: the document does not speak of it. */
final class HttpBlemishes {

    static final List<Blemish> ALL = List.of(
            Blemish.always(draft -> draft.removeHeader("Host")),
            Blemish.always(draft -> draft.setHeader("Host", draft.dice.of("a b", "", "localhost:x", "[::1", "a/b", "\u00e9",
                    "a".repeat(300), "localhost:99999"))),
            Blemish.always(draft -> draft.headers.add("Host: elsewhere.example")),
            Blemish.always(draft -> draft.version = draft.dice.of("HTTP/1.0", "HTTP/2.0", "HTTP/9.9", "http/1.1", "HTTP/1.1x", "HTTP")),
            Blemish.always(draft -> draft.path = draft.dice.of("*", "x", "http://localhost/api/tasks", "http://[::1", "//localhost/api/tasks",
                    "localhost:80", "/api/\u00e9", "/api/tasks{}", "/api/tasks|", "/api/tasks\t", "/a b",
                    "/api/tasks#x", "/" + "a".repeat(9_000), "https://evil.example/api/tasks", "/api/tasks\0", "/api/tasks\"<>`^")),
            Blemish.always(draft -> draft.headers.add(draft.dice.of("no colon", ": no name", "X Y: a", " folded", "X-A: a\rb", "X-A: a\0b",
                    "X-A : b", "X-\u00e9: a", "X-A: \u0001", "\tX: y", "X-A:", "X{}: a", "X-A: " + "a".repeat(9_000)))),
            Blemish.always(draft -> draft.headers.addAll(Collections.nCopies(draft.dice.of(50, 150), "X-A: a"))),
            Blemish.always(draft -> draft.headers.add(draft.dice.of("X-HTTP-Method-Override: DELETE", "X-Forwarded-For: ::1",
                    "Forwarded: for=_x;host=evil", "X-Forwarded-Proto: x", "Upgrade: h2c", "Upgrade: websocket",
                    "Connection: Upgrade, HTTP2-Settings", "Connection: close", "Connection: \u00e9", "TE: trailers",
                    "Cookie: JSESSIONID=1; a=\"", "Cookie: $Version=x;;;=", "Accept-Language: \u00e9;q=x", "Accept-Charset: none-such",
                    "Accept-Encoding: gzip", "X-Request-Id: a b", "X-Request-Id: \u00e9", "X-Request-Id: ", "traceparent: 00-x", "Trailer: X-A",
                    "Max-Forwards: -1", "Keep-Alive: x", "Content-Language: ;", "Content-Length: 5,5"))),
            Blemish.always(draft -> length(draft, "Content-Length: " + draft.dice.of("-1", "x", "1, 2", "0x5", "+5", "99999999999999999999", "",
                    "5 5"))),
            Blemish.always(draft -> length(draft, "Content-Length: 3\r\nContent-Length: 4")),
            Blemish.always(draft -> length(draft, "Content-Length: 4\r\nTransfer-Encoding: chunked")),
            Blemish.always(draft -> length(draft, "Transfer-Encoding: " + draft.dice.of("gzip", "gzip, chunked", "chunked, gzip",
                    "chunked, chunked", "identity", "xchunked", "", "\u00e9", "chunked;q=1"))),
            Blemish.always(draft -> {
                length(draft, "Transfer-Encoding: chunked");
                draft.body = draft.dice.of("zz\r\n", "-1\r\n", "ffffffffffffffff\r\n", "5\r\nabc", "3\r\nabcX\r\n0\r\n\r\n", "3 \r\nabc\r\n",
                        "0\r\n", "\r\n", "5;" + "a".repeat(9_000) + "\r\nabcde\r\n0\r\n\r\n", "0\r\nno colon\r\n\r\n",
                        "0\r\nX: " + "a".repeat(9_000) + "\r\n\r\n");
            }),
            Blemish.always(draft -> length(draft, "Content-Length: " + (draft.body.length() + draft.dice.between(1, 100)))),
            Blemish.always(draft -> draft.setHeader("Authorization", "Bearer " + "a".repeat(draft.dice.of(9_000, 17_000)))),
            Blemish.always(draft -> draft.headers.add("Authorization: Bearer x")),
            Blemish.always(draft -> {
                draft.method = draft.dice.of("", "GET\tX", "G\u00e9T", "{}", "CONNECT", "TRACE", "PRI", "\u0016\u0003\u0001\u0002", "<html>",
                        "GET /", "OPTIONS");
                draft.noise = true;
            }),
            Blemish.always(draft -> {
                draft.method = draft.dice.bytes(draft.dice.between(1, 300));
                draft.noise = true;
            }));

    private HttpBlemishes() {}

    /** What comes next on the connection is nobody's to know. */
    static void spoil(Draft draft) {
        draft.dice.of(ALL).inflict().accept(draft);
        draft.uncertain = true;
        draft.outside = true;
        draft.last = true;
    }

    private static void length(Draft draft, String header) {
        draft.headers.add(header);
        draft.framing = Framing.NONE;
    }
}
