package io.taskledger.fuzzing;

import java.util.List;

/** Addresses that are none, methods that an address does not take, ids that are no UUIDs. */
final class AddressBlemishes {

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "FOO", "post", "PROPFIND", "X-" + "Y".repeat(100));

    /** What stands in a path and is no path of ours, or only by a way that nobody should take. */
    private static final List<String> ODD_PARTS = List.of("//", "/./", "/../", "/%2e%2e/", "/%2E/", "/%2F/", "/%5c/", "/;a=b/", "/%3B/",
            "/%00/", "/%0d%0a/", "/%ff/", "/%c0%ae/", "/%u002e/", "/%/", "/%zz/", "/\\/");

    static final List<Blemish> ALL = List.of(
            Blemish.always(draft -> {
                draft.path += draft.dice.of("/archive", "s", "/", ".json", "/%20", "%20");
                anything(draft);
            }),
            Blemish.always(draft -> {
                draft.path = draft.dice.of("/", "/api", "/api/", "/api/task", "/API/tasks", "/api/tasks/a/b", "/dev/token", "/favicon.ico",
                        "/error", "/actuator", "/actuator/env",
                        "/actuator/heapdump", "/swagger-ui/../api/tasks", "/swagger-ui/%2e%2e/", "/v3/api-docs/x", "/webjars/", "/.git/config",
                        "/api/admin", "/api/admin/projections/none/rebuild");
                anything(draft);
            }),
            Blemish.always(draft -> {
                String path = draft.path;
                int slash = draft.dice.of(List.of(path.indexOf('/'), path.lastIndexOf('/')));
                draft.path = path.substring(0, slash) + draft.dice.of(ODD_PARTS) + path.substring(slash + 1);
                anything(draft);
            }),
            Blemish.always(draft -> {
                draft.path += draft.dice.of(";jsessionid=1", "%3bx", ";", "#x", "%00", "/..;/..;/admin/projections", "%2e", "?");
                anything(draft);
            }),
            Blemish.always(draft -> {
                draft.method = draft.dice.of(METHODS);
                anything(draft);
            }),
            Blemish.always(draft -> {
                draft.method = draft.dice.of("HEAD", "OPTIONS", "TRACE");
                anything(draft);
            }),
            new Blemish(draft -> draft.task != null, draft -> {
                String id = String.valueOf(draft.task);
                draft.path = draft.operation.path().replace("{id}", Percent.encode(draft.dice.of(
                        id.substring(1), id + "0", id.replace("-", ""), "{" + id + "}",
                                "urn:uuid:" + id, id.replace('-', '\u2010'), id.replaceAll("[0-9]", "\u0661"),
                        "g" + id.substring(1), " " + id, id + " ", "1-1-1-1-1", "0", "-1", "null", "undefined", "*",
                        "' or 1=1", id + "," + id, "\ud83d\ude00", "x".repeat(2_000)))
                        .replace("+", "%20"));
                draft.refuse(Stage.FORM, 400);
            }));

    private AddressBlemishes() {}

    private static void anything(Draft draft) {
        draft.uncertain = true;
        draft.outside = true;
    }
}
