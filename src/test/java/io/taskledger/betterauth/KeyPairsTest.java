package io.taskledger.betterauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.taskledger.support.Answer;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The service has the environment of the application that uses Better Auth: its address, its secret, its database. */
@NeedsBetterAuth
@ApplicationTest
class KeyPairsTest {

    private final Api api;
    private final BetterAuth auth = BetterAuth.running();
    private final Account ann = Account.signUp(auth, "Ann");
    private final Account bob = Account.signUp(auth, "Bob");

    KeyPairsTest(@Autowired Api api) {
        this.api = api;
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        settings.add("BETTER_AUTH_URL", () -> BetterAuth.running().url());
        settings.add("DATABASE_URL", () -> BetterAuth.running().database());
    }

    @ParameterizedTest
    @ValueSource(strings = {"EdDSA", "ES256", "RS256", "PS256", "HS256"})
    void every_endpoint_is_open_to_who_may(String algorithm) throws Exception {
        auth.change("update \"user\" set role = 'admin' where id = ?", ann.id());
        String token = ann.token("/" + algorithm.toLowerCase(Locale.ROOT));
        assertThat(SignedJWT.parse(token).getHeader().getAlgorithm().getName()).isEqualTo(algorithm);
        Tour.ofOperator(api.withToken(token)).expectNothingLeftOut();
    }

    @Test
    void who_signs_in_is_whom_the_service_knows() {
        bob.signOut();
        bob.signIn();
        assertThat(as(bob).get("/api/me").expect(200).json())
                .isEqualTo(Json.read(Json.object("id", bob.id(), "email", bob.email(), "name", bob.name())));
    }

    @Test
    void one_user_gets_at_nothing_of_another() {
        Answer task = as(ann).create("Ann's");
        String path = task.path();
        Api other = as(bob);
        List.of(other.get(path), other.get(path + "/history"), other.patch(path, "{}"), other.put(path, "{\"title\": \"Bob's\"}"),
                        other.post(path + "/complete"), other.post(path + "/reopen"), other.delete(path), other.post(path + "/restore"))
                .forEach(answer -> answer.expectProblem(403, "not-the-owner"));
        other.get("/api/tasks/" + UUID.randomUUID()).expectProblem(404, "no-such-task");
        other.post("/api/tasks", Json.object("title", "Bob's", "id", task.id())).expectProblem(409, "task-exists");
        for (String list : List.of("/api/tasks", "/api/audit", "/api/audit?task_id=" + task.id())) {
            assertThat(other.get(list).expect(200).json().get("items")).isEmpty();
        }
        assertThat(other.get("/api/tasks/summary").expect(200).json().get("total").intValue()).isZero();
        assertThat(as(ann).get(path).expect(200).json()).isEqualTo(task.json());
    }

    @Test
    void an_operator_is_whom_better_auth_makes_an_admin() {
        as(bob).get("/api/admin/projections").expectProblem(403, "not-allowed");
        as(bob).post("/api/admin/projections/tasks/rebuild").expectProblem(403, "not-allowed");
        auth.change("update \"user\" set role = 'admin' where id = ?", ann.id());
        ann.setRole(bob, "user", "admin"); // one text with a comma, in the token
        as(bob).get("/api/admin/projections").expect(200);
        ann.setRole(bob, "user");
        as(bob).get("/api/admin/projections").expectProblem(403, "not-allowed");
    }

    @Test
    void keys_come_and_go_while_the_service_runs() throws Exception {
        String first = ann.token();
        api.withToken(first).get("/api/me").expect(200);
        letKeysExpire();
        String second = ann.token();
        assertThat(keyOf(second)).isNotEqualTo(keyOf(first));
        api.withToken(second).get("/api/me").expect(200);
        api.withToken(first).get("/api/me").expect(200);

        auth.change("delete from jwks where id = ?", keyOf(first));
        letKeysExpire();
        String third = ann.token();
        assertThat(keyOf(third)).isNotEqualTo(keyOf(second));
        api.withToken(third).get("/api/me").expect(200);
        api.withToken(second).get("/api/me").expect(200);
        expectRefused(first);
    }

    /** As they do by themselves after {@code rotationInterval}. */
    private void letKeysExpire() {
        auth.change("update jwks set \"expiresAt\" = now() - interval '1 second'");
    }

    @Test
    void a_cookie_that_caches_a_session_is_refused_though_it_names_a_user_and_the_issuer() throws Exception {
        ann.signIn("/cookie-by-key");
        String cookie = ann.cookie("better-auth.session_data");
        assertThat(SignedJWT.parse(cookie).getJWTClaimsSet().getSubject()).isEqualTo(ann.id());
        assertThat(SignedJWT.parse(cookie).getJWTClaimsSet().getIssuer()).isEqualTo(auth.url());
        api.withToken(ann.token()).get("/api/me").expect(200); // whose key is the same
        assertThat(keyOf(cookie)).isEqualTo(keyOf(ann.token()));
        expectRefused(cookie);
    }

    @Test
    void what_else_is_signed_with_the_secret_is_refused() {
        ann.signIn("/cookie-by-secret");
        List.of(ann.mailedToken(), ann.cookie("better-auth.session_data"), ann.cookie("better-auth.session_token"), ann.signIn())
                .forEach(this::expectRefused);
    }

    @Test
    void a_token_is_good_until_it_expires_and_none_is_given_after_a_sign_out() {
        String token = ann.token();
        ann.signOut();
        assertThat(ann.requestToken("").statusCode()).isEqualTo(401);
        api.withToken(token).get("/api/me").expect(200);
        expectRefused(bob.token("/expired"));
    }

    private void expectRefused(String token) {
        api.withToken(token).get("/api/me").expectProblem(401, "unauthenticated");
    }

    private Api as(Account account) {
        return api.withToken(account.token());
    }

    private static String keyOf(String token) throws ParseException {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }
}
