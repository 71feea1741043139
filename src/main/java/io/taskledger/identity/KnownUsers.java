package io.taskledger.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Places for tokens that wait to be checked. A user who had a good token here lately has some that only tokens with that
 * {@code sub} can take: strangers who send bad tokens without end don't keep such users from a new token.
 */
final class KnownUsers {

    private static final int OF_STRANGERS = 64;
    private static final int OF_EACH = 4;
    private static final int MOST_USERS = 10_000;
    private static final Duration LATELY = Duration.ofHours(1);

    private final Semaphore strangers = new Semaphore(OF_STRANGERS);
    private final Cache<String, Semaphore> users = Caffeine.newBuilder().maximumSize(MOST_USERS).expireAfterAccess(LATELY).build();

    /**
     * Takes a place.
     *
     * @return what the place is to be released to
     * @throws TokenNotChecked where all are taken
     */
    Semaphore place(String user) {
        Semaphore own = users.getIfPresent(user);
        if (own != null && own.tryAcquire()) {
            return own;
        }
        if (strangers.tryAcquire()) {
            return strangers;
        }
        throw new TokenNotChecked("the signatures of many other tokens are waiting to be checked");
    }

    void know(String user) {
        users.asMap().putIfAbsent(user, new Semaphore(OF_EACH));
    }
}
