package io.taskledger.betterauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.uuid.Generators;
import io.taskledger.support.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Somebody with an account at Better Auth, and the browser that keeps their cookies. */
final class Account {

    private static final String PASSWORD = "correct horse battery staple";

    private final BetterAuth auth;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies).build();
    private final String name;
    private final String email;
    private final String id;

    private Account(BetterAuth auth, String name) {
        this.auth = auth;
        this.name = name;
        email = "user-" + Generators.timeBasedEpochGenerator().generate() + "@example.com";
        JsonNode user = expect(200, post("/api/auth/sign-up/email", Json.object("name", name, "email", email, "password", PASSWORD))).get("user");
        id = user.get("id").stringValue();
    }

    /** A new one, signed in. */
    static Account signUp(BetterAuth auth, String name) {
        return new Account(auth, name);
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    String email() {
        return email;
    }

    /** Says the session's token, which is none for the service. */
    String signIn() {
        return signIn("");
    }

    /** @param application its way of signing: the first part of the path */
    String signIn(String application) {
        String path = application + "/api/auth/sign-in/email";
        return expect(200, post(path, Json.object("email", email, "password", PASSWORD))).get("token").stringValue();
    }

    void signOut() {
        expect(200, post("/api/auth/sign-out", "{}"));
    }

    /** As an admin, to anybody's account. */
    void setRole(Account other, String... roles) {
        expect(200, post("/api/auth/admin/set-role", Json.object("userId", other.id, "role", roles)));
    }

    /** One for the service, by the application's default way of signing. */
    String token() {
        return token("");
    }

    String token(String application) {
        return expect(200, requestToken(application)).get("token").stringValue();
    }

    HttpResponse<String> requestToken(String application) {
        return send("GET", application + "/api/auth/token", null);
    }

    /** What was in the last mail that asked whether the address is theirs. */
    String mailedToken() {
        return send("GET", "/mailbox/" + email, null).body();
    }

    String cookie(String cookieName) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(cookieName))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode expect(int status, HttpResponse<String> response) {
        assertThat(response.statusCode()).as("%s: %s", response.uri(), response.body()).isEqualTo(status);
        return Json.read(response.body());
    }

    private HttpResponse<String> post(String path, String json) {
        return send("POST", path, json);
    }

    private HttpResponse<String> send(String method, String path, @Nullable String json) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(auth.url() + path))
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
                .header("Origin", auth.url())
                .header("Content-Type", "application/json")
                .build();
        try {
            return browser.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
