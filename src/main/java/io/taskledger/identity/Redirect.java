package io.taskledger.identity;

import io.taskledger.refusal.Shown;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;

/** Where a redirect of an issuer may lead: to another path of the same server, or from http to https of the same host. */
final class Redirect {

    private static final String HTTPS = "https";
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private Redirect() {}

    /**
     * The address that a redirect names.
     *
     * @param from what was asked
     * @param location the value of the header {@code Location}
     * @throws IOException where it is not to be followed; the message tells an operator why, and what to do
     */
    static URI follow(URI from, String location) throws IOException {
        try {
            URI named = new URI(location);
            URI to = location.startsWith("?") ? new URI(withoutQuery(from) + location) : from.resolve(named);
            if (location.isEmpty() || to.getHost() == null || to.getRawUserInfo() != null) {
                throw new URISyntaxException(location, "not an address with a host alone");
            }
            if (!isAllowed(from, to)) {
                throw new IOException("it redirects to " + Shown.of(withoutQuery(to)) + ", another server, which is not followed. "
                        + "If the issuer's keys are there, name that server in BETTER_AUTH_URL or JWT_JWKS_URL");
            }
            return to;
        } catch (URISyntaxException e) {
            throw new IOException("it redirects to what is not an address", e);
        }
    }

    static String withoutQuery(URI address) {
        return address.toString().replaceAll("[?#].*", "");
    }

    private static boolean isAllowed(URI from, URI to) {
        boolean sameHost = to.getHost().equalsIgnoreCase(from.getHost());
        boolean sameServer = to.getScheme().equalsIgnoreCase(from.getScheme()) && port(to) == port(from);
        boolean toHttps = HTTPS.equalsIgnoreCase(to.getScheme()) && port(to) == HTTPS_PORT;
        return sameHost && (sameServer || toHttps);
    }

    private static int port(URI address) {
        int usual = HTTPS.equalsIgnoreCase(address.getScheme()) ? HTTPS_PORT : HTTP_PORT;
        return address.getPort() == -1 ? usual : address.getPort();
    }
}
