// The authentication of an application, as Better Auth's manual says to set it up, on a loopback port that it prints.
// DATABASE_URL and BETTER_AUTH_SECRET come from the environment. It ends when its standard input does.
import { once } from "node:events";
import { webcrypto } from "node:crypto";
import { createServer } from "node:http";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { toNodeHandler } from "better-auth/node";
import { admin, bearer, createJwk, jwt } from "better-auth/plugins";
import { SignJWT } from "jose";
import pg from "pg";

globalThis.crypto ??= webcrypto; // Node 18, which Debian 12 has
process.stdin.on("end", () => process.exit()).resume();
console.log = console.info = console.debug = console.error; // what is printed is the port alone

const secret = process.env.BETTER_AUTH_SECRET;
const database = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const server = createServer().listen(0, "127.0.0.1");
await once(server, "listening");
const url = `http://127.0.0.1:${server.address().port}`;

/** The last mail to each address: the token in it. */
const mailbox = new Map();

const application = (tokens, session) => betterAuth({
    baseURL: url,
    secret,
    database,
    session,
    emailAndPassword: { enabled: true },
    emailVerification: {
        sendOnSignUp: true,
        sendVerificationEmail: async ({ user, token }) => void mailbox.set(user.email, token),
    },
    plugins: [jwt(tokens), admin(), bearer()],
});

const cookieCache = { cookieCache: { enabled: true, strategy: "jwt" } };
const keysOf = alg => ({ jwks: { keyPairConfig: { alg } } });
const newKey = async alg => createJwk({ context: await eddsa.$context }, keysOf(alg));

// One application, one database, one key set; what differs is how its tokens are signed, by the first part of the path.
const eddsa = application({ jwks: { rotationInterval: 24 * 60 * 60 } });
await (await getMigrations(eddsa.options)).runMigrations();
const applications = {
    eddsa,
    es256: application(keysOf("ES256")),
    rs256: application(keysOf("RS256")),
    ps256: application(keysOf("PS256")),
    hs256: application({
        jwks: { remoteUrl: `${url}/api/auth/jwks`, keyPairConfig: { alg: "EdDSA" } },
        jwt: {
            sign: payload => new SignJWT(payload)
                .setProtectedHeader({ alg: "HS256", typ: "JWT" })
                .sign(new TextEncoder().encode(secret)),
        },
    }),
    expired: application({ jwt: { expirationTime: "-1m" } }),
    "cookie-by-secret": application(undefined, cookieCache),
    "cookie-by-key": application({ sessionCookieCache: true }, cookieCache),
};
await newKey("EdDSA");

const handlers = Object.fromEntries(Object.entries(applications).map(([name, auth]) => [name, toNodeHandler(auth)]));
server.on("request", async (request, response) => {
    if (request.url.startsWith("/mailbox/")) {
        response.end(mailbox.get(request.url.substring("/mailbox/".length)));
        return;
    }
    const name = request.url.match(/^\/([^/]+)\/api\/auth\//)?.[1] ?? "eddsa";
    request.url = request.url.replace(`/${name}/`, "/");
    if (/^[erp]s256$/.test(name) && request.url === "/api/auth/token") {
        // left to itself, an application whose algorithm changed goes on with the keys of the old one until they expire
        await newKey(name.toUpperCase());
    }
    handlers[name](request, response);
});
process.stdout.write(`${url}\n`);
