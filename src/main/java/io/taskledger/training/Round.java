package io.taskledger.training;

import java.io.IOException;
import java.util.UUID;

/** What a visitor asks for again and again: every endpoint, those most that a service is asked for most. */
final class Round {

    private static final int CREATED = 6;
    private static final int LISTED = 8;
    private static final String NOBODYS = UUID.randomUUID().toString();

    private final Visitor visitor;
    private final String user;
    private int number;

    Round(Visitor visitor, String user) {
        this.visitor = visitor;
        this.user = user;
    }

    void run() throws IOException, InterruptedException {
        number++;
        String task = "";
        for (int each = 0; each < CREATED; each++) {
            task = visitor.create("Buy milk " + number + "." + each);
        }
        for (int each = 0; each < LISTED; each++) {
            visitor.get("/api/tasks?limit=50");
        }
        change(task);
        read(task);
        beRefused(task);
        if (number % 4 == 1) {
            readMuch();
        }
        if (number % 16 == 1) {
            operate();
        }
    }

    private void change(String task) throws IOException, InterruptedException {
        String address = "/api/tasks/" + task;
        for (int each = 0; each < 3; each++) {
            visitor.get(address);
        }
        visitor.send(200, "PATCH", address, "{\"title\":\"Buy oat milk\"}", "If-Match", "\"0\"");
        visitor.send(200, "PATCH", address, "{\"description\":null}", "Prefer", "respond-async");
        visitor.send(200, "POST", address + "/complete", "");
        visitor.send(200, "POST", address + "/reopen", "");
        visitor.send(200, "PUT", address, "{\"title\":\"Buy milk\",\"completed\":true}");
        visitor.send(204, "DELETE", address, "");
        visitor.send(200, "POST", address + "/restore", "");
        String key = user + "-" + number;
        visitor.create("Buy bread", "Idempotency-Key", key);
        visitor.create("Buy bread", "Idempotency-Key", key);
    }

    private void read(String task) throws IOException, InterruptedException {
        visitor.get("/api/tasks");
        visitor.get("/api/tasks?limit=1");
        visitor.get("/api/tasks?completed=false&sort=-updated_at&limit=20");
        visitor.get("/api/tasks/summary");
        visitor.get("/api/tasks/summary");
        visitor.get("/api/tasks/" + task + "/history");
        visitor.get("/api/audit?limit=20");
        visitor.get("/api/changes?limit=20");
        visitor.get("/api/changes?since=now");
        visitor.get("/api/me");
    }

    private void beRefused(String task) throws IOException, InterruptedException {
        visitor.send(404, "GET", "/api/tasks/" + NOBODYS, "");
        visitor.send(412, "PATCH", "/api/tasks/" + task, "{\"title\":\"Buy beer\"}", "If-Match", "\"0\"");
        visitor.send(422, "POST", "/api/tasks", "{\"title\":\"\"}");
        visitor.withToken("").send(401, "GET", "/api/tasks", "");
    }

    private void readMuch() throws IOException, InterruptedException {
        visitor.get("/api/tasks?limit=1000");
        visitor.get("/api/tasks?q=oat&sort=title&limit=20");
        visitor.get("/api/tasks?q=milk&completed=true&sort=-title");
        visitor.get("/api/audit?type=created&limit=100");
        visitor.get("/api/changes?limit=1000");
    }

    private void operate() throws IOException, InterruptedException {
        visitor.get("/actuator/health/readiness");
        visitor.get("/actuator/prometheus");
        visitor.get("/api/admin/projections");
        visitor.get("/v3/api-docs");
        visitor.get("/swagger-ui/index.html");
        visitor.get("/");
        visitor.get("/page/settings");
        visitor.get("/page/main.js");
    }
}
