package io.taskledger.rebuild;

import static org.awaitility.Awaitility.await;

import io.taskledger.support.Api;
import io.taskledger.support.Tokens;
import tools.jackson.databind.JsonNode;

import java.time.Duration;

/** Somebody with the role of an admin. */
public record Operator(Api api) {

    public static Operator of(Api api) {
        return new Operator(api.withToken(Tokens.with(claims -> claims.subject("operator").claim("role", "user,admin"))));
    }

    /** Orders a rebuild, or a verification, and says what became of it. */
    public JsonNode carryOut(String projection, String kind) {
        api.post(path(projection, kind)).expect(202);
        return end(projection, kind);
    }

    public JsonNode end(String projection, String kind) {
        await().atMost(Duration.ofMinutes(2)).until(() -> !last(projection, kind).get("status").stringValue().equals("running"));
        return last(projection, kind);
    }

    public JsonNode last(String projection, String kind) {
        return api.get(path(projection, kind)).expect(200).json();
    }

    /** @param projection its name, or its table's */
    public JsonNode report(String projection) {
        return api.get("/api/admin/projections").expect(200).json().get("items").valueStream()
                .filter(item -> isCalled(item, projection))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isCalled(JsonNode item, String projection) {
        String name = item.get("name").stringValue();
        return projection.equals(name) || projection.equals(name + "_" + item.get("version").intValue());
    }

    public static String path(String projection, String kind) {
        return "/api/admin/projections/" + projection + "/" + kind;
    }
}
