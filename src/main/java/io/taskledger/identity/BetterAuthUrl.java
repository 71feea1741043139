package io.taskledger.identity;

import java.net.URI;
import java.util.Locale;

/**
 * {@code BETTER_AUTH_URL}, read as Better Auth itself reads it: a path, where there is one, stands for {@code /api/auth}, trailing
 * slashes don't count, and the issuer is the origin alone.
 */
record BetterAuthUrl(URI url) {

    URI keySet() {
        String path = url.getRawPath().replaceAll("/+$", "");
        return URI.create(issuer() + (path.isEmpty() ? "/api/auth" : path) + "/jwks");
    }

    /** The origin, as browsers and Better Auth write it (RFC 6454, section 6.2). */
    String issuer() {
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        int usualPort = scheme.equals("https") ? 443 : 80;
        boolean usual = url.getPort() == -1 || url.getPort() == usualPort;
        return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + url.getPort());
    }
}
