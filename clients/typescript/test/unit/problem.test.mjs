import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient, NetworkError, ProblemError } from "../../dist/index.js";
import { uuid } from "../../dist/uuid.js";

test("a problem has what the service said", () => {
    const said = { type: "urn:taskledger:problem:invalid", title: "Some values are not allowed", status: 422, detail: "See errors." };
    const errors = [{ field: "title", message: "must not be blank" }];
    const response = new Response(null, { status: 422, headers: { "Retry-After": "7" } });
    const problem = new ProblemError(response, JSON.stringify({ ...said, request_id: "r-1", errors }));
    assert.ok(problem instanceof Error);
    const { type, title, status, detail, name, message, requestId, retryAfter } = problem;
    assert.deepEqual({ type, title, status, detail }, said);
    assert.deepEqual([name, message, requestId, retryAfter], ["ProblemError", "See errors.", "r-1", 7]);
    assert.deepEqual(problem.errors, errors);
    assert.ok(problem.is("invalid"));
    assert.ok(!problem.is("valid"));
});

for (const body of ["", "<h1>Bad Gateway</h1>", "null", "[]", '{"type": 1, "errors": {}}', '{"errors": [null, {"field": 1}]}']) {
    test(`whoever else answers ${JSON.stringify(body)} is told of alike`, () => {
        const response = new Response(null, { status: 502, statusText: "Bad Gateway", headers: { "X-Request-Id": "r-2" } });
        const problem = new ProblemError(response, body);
        const { type, title, message, requestId } = problem;
        assert.deepEqual([type, title, message, requestId], ["about:blank", "Bad Gateway", "Bad Gateway", "r-2"]);
        assert.ok(problem.errors.every(({ field, message }) => field === "" && message === ""));
        assert.ok(!("retryAfter" in problem));
    });
}

test("a network error says what caused it", () => {
    const cause = new TypeError("refused");
    const { name, message, cause: said } = new NetworkError("No answer", cause);
    assert.deepEqual([name, message, said], ["NetworkError", "No answer", cause]);
});

test("without a page there has to be an address", () => {
    assert.throws(() => createClient({ token: () => "" }), /baseUrl/);
    assert.ok(createClient({ baseUrl: "http://localhost", token: () => "" }));
});

test("ids are random UUIDs, also where the browser makes none", () => {
    const version4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    assert.match(uuid(), version4);
    Object.defineProperty(crypto, "randomUUID", { value: undefined, configurable: true });
    try {
        const ids = Array.from({ length: 1000 }, uuid);
        ids.forEach((id) => assert.match(id, version4));
        assert.equal(new Set(ids).size, 1000);
    } finally {
        Reflect.deleteProperty(crypto, "randomUUID");
    }
    assert.match(uuid(), version4);
});
