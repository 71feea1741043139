package io.taskledger.fuzzing;

import io.taskledger.support.Answer;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Sends the requests of one user, one after the other, and judges each answer. */
final class Client {

    /** How often what is asked for, of 10 as a rule: orders of operators take long. */
    private static final Map<String, Integer> WEIGHTS = Map.ofEntries(
            Map.entry("createTask", 14), Map.entry("changeTask", 18), Map.entry("replaceTask", 14), Map.entry("restoreTask", 14),
            Map.entry("rebuildProjection", 1), Map.entry("verifyProjection", 1), Map.entry("cancelRebuild", 1), Map.entry("cancelVerification", 1),
            Map.entry("getRebuild", 1), Map.entry("getVerification", 1), Map.entry("retryDeadLetters", 1), Map.entry("listProjections", 2));

    private final long seed;
    private final User user;
    private final int port;
    private final Drafts drafts;
    private final Lawful lawful;
    private final Judge judge;
    private final Tally tally;
    private final List<DeclaredOperation> weighted;

    Client(long seed, User user, int port, List<DeclaredOperation> operations, Lawful lawful, Tally tally) {
        this.seed = seed;
        this.user = user;
        this.port = port;
        this.lawful = lawful;
        this.tally = tally;
        drafts = new Drafts(port);
        judge = new Judge(lawful);
        weighted = operations.stream()
                .flatMap(operation -> Stream.generate(() -> operation).limit(WEIGHTS.getOrDefault(operation.id(), 10)))
                .toList();
    }

    /** @param failed set where a client met what must not be: all others end, too */
    void send(int requests, AtomicBoolean failed) throws IOException {
        try (var wire = new Wire(port)) {
            for (int i = 0; i < requests && !failed.get(); i++) {
                Draft draft = draft(new Dice(seed, user.number, i));
                Request request = draft.request();
                try {
                    judge(draft, request, exchange(wire, draft, request));
                } catch (AssertionError | RuntimeException | IOException e) {
                    failed.set(true);
                    throw new AssertionError(report(i, draft, request, e), e);
                }
            }
        }
    }

    private Draft draft(Dice dice) {
        if (!user.keyed.isEmpty() && dice.percent(4)) {
            return again(dice.of(user.keyed), dice);
        }
        Draft draft = base(dice);
        int choice = dice.below(100);
        if (choice < 45) {
            Blemish.spoil(draft);
        } else if (choice < 53) {
            HttpBlemishes.spoil(draft);
        }
        if (dice.percent(70)) {
            draft.headers.add("X-Request-Id: fuzz-" + dice.uuid());
        }
        return draft;
    }

    private Draft again(User.Keyed keyed, Dice dice) {
        var draft = new Draft(keyed.operation(), user, dice);
        draft.repeated = keyed;
        return draft;
    }

    private Draft base(Dice dice) {
        DeclaredOperation operation = dice.of(weighted);
        if (!user.pages.isEmpty() && dice.percent(10)) {
            User.NextPage page = user.pages.remove(dice.below(user.pages.size()));
            return drafts.next(weighted.stream().filter(listing -> listing.id().equals(page.operation())).findFirst().orElseThrow(), page, user,
                    dice);
        }
        return drafts.valid(operation, user, dice);
    }

    private static Optional<Answer> exchange(Wire wire, Draft draft, Request request) throws IOException {
        try {
            return Optional.of(wire.exchange(request));
        } catch (IOException e) {
            if (draft.noise) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void judge(Draft draft, Request request, Optional<Answer> answered) {
        answered.ifPresent(answer -> {
            lawful.check(request, answer, draft.outside, user.others.marks(user));
            judge.judge(draft, request, answer);
            lawful.operation(request).ifPresent(operation -> tally.count(operation, answer));
        });
    }

    private String report(int number, Draft draft, Request request, Throwable failure) {
        return "request %d of user %d (%s)%n%n%s%n%n%s%n%nas little as breaks the law of all answers:%n%s".formatted(
                number, user.number, draft.operation.id(), failure.getMessage(), request, smallest(draft, request));
    }

    /** Takes away from the request what is not to blame. Only what holds of every answer can be asked again. */
    private Request smallest(Draft draft, Request request) {
        return request.smaller().filter(smaller -> breaksTheLaw(draft, smaller)).findFirst().map(smaller -> smallest(draft, smaller)).orElse(request);
    }

    private boolean breaksTheLaw(Draft draft, Request request) {
        try (var wire = new Wire(port)) {
            lawful.check(request, wire.exchange(request), draft.outside, user.others.marks(user));
            return false;
        } catch (AssertionError | RuntimeException e) {
            return true;
        } catch (IOException e) {
            return !draft.noise;
        }
    }
}
