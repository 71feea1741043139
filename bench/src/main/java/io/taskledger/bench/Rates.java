package io.taskledger.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/** Each work at the highest rate, by each contestant who knows it, one after the other and so in several rounds. */
record Rates(Run run, List<Contestant> contestants) {

    /** What the service has done for so long before that it is compiled. */
    private static final Set<Work> WARMED_UP = EnumSet.of(Work.LIST, Work.CREATE);

    void table() throws Exception {
        Options options = run.options();
        System.out.printf("""
                %nRequests a second, %d connections (list 1,000: %d), medians of %d rounds of %d s; p50 and p99 of a closed loop; CPU for each \
                request, of the contestant's own processes and of all of PostgreSQL's%n%n""",
                Work.LIST.connections, Work.LIST_1000.connections, options.rounds(), options.seconds());
        var table = new MarkdownTable(Rounds.HEADS);
        for (Work work : Work.values()) {
            if (options.wants(work.key()) || (work == Work.LIST && options.wants("eddsa"))) {
                rounds(work).forEach((name, rounds) -> {
                    run.results().put(work, name, rounds);
                    table.row(rounds.cells(work.title, name));
                });
            }
        }
    }

    /** By contestant, in their order. */
    SequencedMap<String, Rounds> rounds(Work work) throws Exception {
        SequencedMap<String, List<Window>> windows = new LinkedHashMap<>();
        if (!WARMED_UP.contains(work)) {
            Run.say(work.title + ", warms up");
            for (Contestant contestant : contestants) {
                if (contestant.does(work)) {
                    var _ = contestant.window(work, warmUp(work));
                }
            }
        }
        for (int round = 1; round <= run.options().rounds(); round++) {
            Run.say("%s, round %d".formatted(work.title, round));
            for (Contestant contestant : contestants) {
                if (contestant.does(work)) {
                    Window window = contestant.window(work, run.options().window());
                    windows.computeIfAbsent(contestant.name(), _ -> new ArrayList<>()).add(window);
                }
            }
        }
        SequencedMap<String, Rounds> rounds = new LinkedHashMap<>();
        windows.forEach((name, measured) -> rounds.put(name, new Rounds(measured)));
        return rounds;
    }

    /** Of completions, two windows are too few: their rate still rises after them. */
    private Duration warmUp(Work work) {
        int windows = 2 * run.options().seconds();
        return Duration.ofSeconds(work == Work.COMPLETE ? Math.max(windows, run.options().warmUpSeconds()) : windows);
    }
}
