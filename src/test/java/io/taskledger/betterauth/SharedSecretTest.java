package io.taskledger.betterauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.SignedJWT;
import io.taskledger.support.Api;
import io.taskledger.support.ApplicationTest;
import io.taskledger.support.Tokens;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Better Auth signs with its secret, which the service shares, and signs other things with it, too. */
@NeedsBetterAuth
@ApplicationTest
class SharedSecretTest {

    private final Api api;
    private final Account ann = Account.signUp(BetterAuth.running(), "Ann");

    SharedSecretTest(@Autowired Api api) {
        this.api = api;
    }

    @Test
    void a_token_by_its_custom_sign_is_good() throws Exception {
        String token = ann.token("/hs256");
        assertThat(isSignedWithTheSecret(token)).isTrue();
        Tour.ofUser(api.withToken(token));
    }

    @Test
    void a_token_that_proves_an_address_is_refused() throws Exception {
        String mailed = ann.mailedToken();
        assertThat(isSignedWithTheSecret(mailed)).isTrue();
        refuses(mailed);
    }

    @Test
    void a_session_and_its_cookies_are_refused() throws Exception {
        refuses(ann.signIn("/cookie-by-secret"));
        refuses(ann.cookie("better-auth.session_token"));
        String session = ann.cookie("better-auth.session_data");
        assertThat(isSignedWithTheSecret(session)).isTrue();
        refuses(session);
    }

    @Test
    void a_token_by_a_key_pair_is_refused() {
        refuses(ann.token());
    }

    private void refuses(String token) {
        api.withToken(token).get("/api/me").expectProblem(401, "unauthenticated");
    }

    private static boolean isSignedWithTheSecret(String token) throws Exception {
        return SignedJWT.parse(token).verify(new MACVerifier(Tokens.SECRET.getBytes(UTF_8)));
    }
}
