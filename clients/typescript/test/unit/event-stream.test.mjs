import assert from "node:assert/strict";
import { test } from "node:test";
import { EventStreamError, EventStreamParser } from "../../dist/event-stream.js";

const bytes = new TextEncoder();

/** @param {...(string | Uint8Array)} chunks */
function parsed(...chunks) {
    const parser = new EventStreamParser();
    return chunks.flatMap((chunk) => parser.push(typeof chunk === "string" ? bytes.encode(chunk) : chunk));
}

/** @param {{id?: string, event?: string, data?: string}} fields */
function event(fields) {
    return { id: undefined, event: undefined, data: undefined, ...fields };
}

const COMMENT = event({});

test("an event has a name, an id and data", () => {
    assert.deepEqual(parsed('event: change\nid: c-1\ndata: {"a": 1}\n\n'), [event({ event: "change", id: "c-1", data: '{"a": 1}' })]);
});

test("the examples of the standard", () => {
    assert.deepEqual(parsed("data: YHOO\ndata: +2\ndata: 10\n\n"), [event({ data: "YHOO\n+2\n10" })]);
    assert.deepEqual(
        parsed(": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n"),
        [COMMENT, event({ data: "first event", id: "1" }), event({ data: "second event", id: "" }), event({ data: " third event" })],
    );
    assert.deepEqual(parsed("data\n\ndata\ndata\n\ndata:"), [event({ data: "" }), event({ data: "\n" })]);
    assert.deepEqual(parsed("data:test\n\ndata: test\n\n"), [event({ data: "test" }), event({ data: "test" })]);
});

test("an id needs no data, and is none with U+0000 in it", () => {
    assert.deepEqual(parsed("id: c-1\n\n"), [event({ id: "c-1" })]);
    assert.deepEqual(parsed("id: c-\0\n\nid: c-\0\ndata: x\n\n"), [event({ data: "x" })]);
});

test("a comment is told of by itself, in the middle of an event too", () => {
    assert.deepEqual(parsed("data: a\n:\ndata: b\n\n"), [COMMENT, event({ data: "a\nb" })]);
});

test("unknown fields, and events of a name alone, are nothing", () => {
    assert.deepEqual(parsed("retry: 10\nData: x\n data: y\n\nevent: change\n\n\n\n"), []);
});

test("what is not complete is not given", () => {
    assert.deepEqual(parsed("data: a\n\ndata: b\n"), [event({ data: "a" })]);
});

test("it may be cut anywhere, and lines may end in any way", () => {
    const stream = bytes.encode("\ufeffid: 1\r\ndata: Zwölf Boxkämpfer\rdata: \u{1f600}\n\r\n:\r\rdata: \ufeff\r\n\nid: 2\r\r\n");
    const expected = [
        event({ id: "1", data: "Zwölf Boxkämpfer\n\u{1f600}" }), COMMENT, event({ data: "\ufeff" }), event({ id: "2" }),
    ];
    assert.deepEqual(parsed(stream), expected);
    assert.deepEqual(parsed(...Array.from(stream, (byte) => Uint8Array.of(byte))), expected);
    for (let first = 0; first <= stream.length; first++) {
        for (let second = first; second <= stream.length; second++) {
            const chunks = [stream.subarray(0, first), stream.subarray(first, second), stream.subarray(second)];
            assert.deepEqual(parsed(...chunks), expected, `cut at ${first} and ${second}`);
        }
    }
});

test("what never ends is refused before it fills the memory", () => {
    const kilobyte = "x".repeat(1024);
    assert.throws(() => parsed("data: ", ...Array(1025).fill(kilobyte)), EventStreamError);
    assert.throws(() => parsed(...Array(1025).fill(`data: ${kilobyte}\n`)), EventStreamError);
    assert.throws(() => parsed(`:${kilobyte.repeat(1025)}\n`), EventStreamError);
    assert.equal(parsed(...Array(1000).fill(`data: ${kilobyte}\n`), "\n")[0]?.data?.length, 1000 * 1025 - 1);
});
