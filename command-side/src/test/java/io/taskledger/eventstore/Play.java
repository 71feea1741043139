package io.taskledger.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import org.axonframework.eventsourcing.eventstore.EventStoreException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;

/** Writers and readers of one table, each of whose statements lets others act before its snapshot, and after. */
final class Play {

    private final ModelEventTable table = new ModelEventTable();
    private final HighWaterMark highWater = new HighWaterMark(table);
    private final List<CheckedReader> readers = new ArrayList<>();
    private Queue<List<Act>> meanwhile = new ArrayDeque<>();

    Play() {
        table.whileStatementsRun(this::others);
        openReader(0);
        openReader(0);
    }

    static Play of(List<Act> acts) {
        var play = new Play();
        acts.forEach(act -> {
            play.perform(act);
            play.readers().forEach(CheckedReader::missesNothing);
        });
        return play;
    }

    /** Those to whom something is promised. */
    List<CheckedReader> readers() {
        return readers.stream().filter(CheckedReader::isPromisedAnything).toList();
    }

    /** All transactions end, one way or the other, and nobody acts any more. */
    Play end(boolean commit) {
        meanwhile.clear();
        for (ModelTransaction open : table.transactions()) {
            if (commit) {
                open.commit();
            } else {
                open.rollBack();
            }
            open.release();
        }
        return this;
    }

    ModelEventTable table() {
        return table;
    }

    HighWaterMark highWater() {
        return highWater;
    }

    private void others(boolean inLook) {
        List<Act> now = meanwhile.poll();
        if (now != null) {
            now.stream().filter(act -> !inLook || !act.verb().isOfReaders()).forEach(this::perform);
        }
    }

    private void perform(Act act) {
        Queue<List<Act>> outer = meanwhile;
        meanwhile = new ArrayDeque<>(act.meanwhile());
        try {
            begin(act);
        } finally {
            meanwhile = outer;
        }
    }

    private void begin(Act act) {
        switch (act.verb()) {
            case LOCK -> transaction(act).ifPresent(ModelTransaction::lock);
            case DRAW -> transaction(act).ifPresent(ModelTransaction::draw);
            case COMMIT -> transaction(act).ifPresent(ModelTransaction::commit);
            case ROLL_BACK -> transaction(act).ifPresent(ModelTransaction::rollBack);
            case RELEASE -> transaction(act).ifPresent(ModelTransaction::release);
            case APPEND -> table.begin().ifPresent(appending -> append(appending, act.amount()));
            case SET_SAVEPOINT -> transaction(act).ifPresent(ModelTransaction::setSavepoint);
            case ROLL_BACK_TO_SAVEPOINT -> transaction(act).ifPresent(ModelTransaction::rollBackToSavepoint);
            case PREPARE -> transaction(act).ifPresent(open -> open.prepare(act.amount() > 1));
            case SKIP -> table.skip(act.amount());
            case CRASH -> table.crash(act.amount());
            case RESTART -> table.restart(act.amount());
            case FAIL_OVER -> failOver(act.who(), act.amount());
            case READ -> readers.get(act.who() % readers.size()).read(act.amount() + 1);
            case LOOK -> look();
            case ASK_FOR_HEAD -> head();
            case OPEN_READER -> openReader(act);
        }
    }

    /** The one that is meant; where there are not so many, another begins. */
    private Optional<ModelTransaction> transaction(Act act) {
        List<ModelTransaction> open = table.transactions();
        return act.who() < open.size() ? Optional.of(open.get(act.who())) : table.begin();
    }

    private static void append(ModelTransaction appending, int count) {
        for (int i = 0; i < count; i++) {
            appending.draw();
        }
        appending.commit();
        appending.release();
    }

    private void failOver(int lostCommits, int skipped) {
        table.failOver(lostCommits, skipped);
        readers.forEach(CheckedReader::failedOver);
    }

    private void look() {
        try {
            highWater.look();
        } catch (EventStoreException _) {
            // the next one will do
        }
    }

    private OptionalLong head() {
        int server = table.incarnation();
        long deliverable = Math.max(table.lastOfRun(0), server == 1 ? furthest() : 0);
        Thread.currentThread().interrupt(); // so that it doesn't sleep: what happens meanwhile is in the script
        try {
            long head = highWater.head();
            if (server != table.incarnation()) {
                return OptionalLong.empty();
            }
            assertThat(head).as("the head").isBetween(deliverable, table.last());
            table.transactions().forEach(open -> assertThat(open.drawn()).as("undecided").noneMatch(position -> position <= head));
            return OptionalLong.of(head);
        } catch (EventStoreException _) {
            return OptionalLong.empty();
        } finally {
            Thread.interrupted();
        }
    }

    private long furthest() {
        return readers().stream().mapToLong(CheckedReader::position).max().orElse(0);
    }

    private void openReader(Act act) {
        switch (act.amount()) {
            case 0 -> openReader(0);
            case 1 -> openReader(furthest());
            default -> head().ifPresent(this::openReader);
        }
    }

    private void openReader(long position) {
        readers.add(new CheckedReader(table, highWater, position));
    }
}
