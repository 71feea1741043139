package io.taskledger.eventstore;

import org.axonframework.eventsourcing.eventstore.EventStoreException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The event table of a PostgreSQL, as far as the order of reading goes. Before each snapshot, and after it, others act. */
final class ModelEventTable implements EventTable {

    private static final int MOST_TRANSACTIONS = 5;
    private static final int MOST_STATEMENTS = 200_000;

    private final NavigableMap<Long, StoredEvent> visible = new TreeMap<>();
    private final List<List<StoredEvent>> commits = new ArrayList<>();
    private final List<ModelTransaction> transactions = new ArrayList<>();

    /** Events that a failover lost, whose positions may be drawn again. */
    private final Set<StoredEvent> lostAtTheEnd = new HashSet<>();

    private Others others = _ -> {};
    private int statements;
    private int incarnation = 1;
    private int crashes;
    private int numbers;
    private long drawn;
    private long events;

    /** The scripted others, for all statements from now on. */
    void whileStatementsRun(Others others) {
        this.others = others;
    }

    @Override
    public Page after(long position, int limit, long decided) {
        meanwhile(false);
        Page page = new Page(visible.tailMap(position, false).values().stream().limit(limit).toList(), server());
        meanwhile(false);
        return page;
    }

    @Override
    public long lastBeforeHole(long from) {
        meanwhile(false);
        long last = lastOfRun(from);
        meanwhile(false);
        return last;
    }

    @Override
    public Look look() {
        meanwhile(true);
        int crashesBefore = crashes;
        String server = server();
        long last = last();
        meanwhile(true);
        if (crashes > crashesBefore) {
            throw new EventStoreException("The server crashed in the middle of a statement");
        }
        List<ModelTransaction> writers = transactions.stream().filter(ModelTransaction::locks).toList();
        return new Look(
                server,
                last,
                writers.stream().map(ModelTransaction::id).collect(Collectors.toUnmodifiableSet()),
                writers.stream().anyMatch(ModelTransaction::isPrepared));
    }

    private void meanwhile(boolean inLook) {
        if (++statements > MOST_STATEMENTS) {
            throw new AssertionError("A reader asks without end");
        }
        others.act(inLook);
    }

    /** In one of the backends, if one is free. */
    Optional<ModelTransaction> begin() {
        Optional<ModelTransaction> begun = IntStream.rangeClosed(1, MOST_TRANSACTIONS)
                .filter(backend -> transactions.stream().noneMatch(other -> other.backend() == backend))
                .mapToObj(backend -> new ModelTransaction(this, backend, nextNumber()))
                .findFirst();
        begun.ifPresent(transactions::add);
        return begun;
    }

    List<ModelTransaction> transactions() {
        return List.copyOf(transactions);
    }

    int nextNumber() {
        return ++numbers;
    }

    long drawNumber() {
        return ++drawn;
    }

    /** Numbers that nobody draws. */
    void skip(int count) {
        drawn += count;
    }

    void show(List<Long> positions) {
        List<StoredEvent> rows = positions.stream().map(this::event).toList();
        rows.forEach(row -> visible.put(row.position(), row));
        commits.add(rows);
    }

    void forget(ModelTransaction transaction) {
        transactions.remove(transaction);
    }

    /** One backend crashes: all transactions are gone, and their ids are used again; what is prepared stays. */
    void crash(int skipped) {
        crashes++;
        numbers = 0;
        transactions.removeIf(transaction -> !transaction.isPrepared() || transaction.isOver());
        transactions.forEach(ModelTransaction::recover);
        drawn = Math.max(last(), transactions.stream().flatMap(open -> open.drawn().stream()).mapToLong(Long::longValue).max().orElse(0))
                + skipped;
    }

    void restart(int skipped) {
        incarnation++;
        crash(skipped);
    }

    /** Another server takes over, which lacks the last commits; what was prepared is given up. */
    void failOver(int lostCommits, int skipped) {
        transactions.clear();
        List<StoredEvent> lost = new ArrayList<>();
        for (int i = 0; i < lostCommits && !commits.isEmpty(); i++) {
            lost.addAll(commits.removeLast());
        }
        lost.forEach(event -> visible.remove(event.position()));
        lost.stream().filter(event -> event.position() > last()).forEach(lostAtTheEnd::add);
        restart(skipped);
    }

    NavigableMap<Long, StoredEvent> visible() {
        return visible;
    }

    /** The last position of those that follow each other from there on. */
    long lastOfRun(long from) {
        return LongStream.iterate(from, position -> position + 1).dropWhile(position -> visible.containsKey(position + 1))
                .findFirst().orElseThrow();
    }

    long last() {
        return visible.isEmpty() ? 0 : visible.lastKey();
    }

    private String server() {
        return "server " + incarnation;
    }

    int incarnation() {
        return incarnation;
    }

    /** Whether its position may be another event's by now. */
    boolean hasLostAtTheEnd(StoredEvent event) {
        return lostAtTheEnd.contains(event);
    }

    private StoredEvent event(long position) {
        String id = "event-" + ++events;
        return new StoredEvent(position, id, 0, id, null, Instant.EPOCH, "Something", null, "{}", "{}");
    }

    /** What others do before a statement's snapshot, and after. */
    interface Others {

        /** @param inLook while a mark is being decided, which only one reader at a time does */
        void act(boolean inLook);
    }
}
