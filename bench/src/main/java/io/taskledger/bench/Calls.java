package io.taskledger.bench;

import java.util.List;
import java.util.Map;

/** What each service is sent for the works that it knows. Where there are two, the second undoes the first. */
final class Calls {

    private static final String TASKS = "/api/tasks";
    private static final String TASK = TASKS + "/{id}";
    private static final Call COMPLETE = Call.post(TASK + "/complete");
    private static final Call REOPEN = Call.post(TASK + "/reopen");

    static final Map<Work, List<Call>> TASK_LEDGER = Map.of(
            Work.LIST, List.of(Call.get(TASKS + "?limit=50")),
            Work.LIST_1000, List.of(Call.get(TASKS + "?limit=1000")),
            Work.GET, List.of(Call.get(TASK)),
            Work.SUMMARY, List.of(Call.get(TASKS + "/summary")),
            Work.CREATE, List.of(Call.create()),
            Work.COMPLETE, List.of(COMPLETE, REOPEN),
            Work.PATCH_OF_10, List.of(Call.rename(TASK)),
            Work.COMPLETE_OF_10, List.of(COMPLETE, REOPEN),
            Work.DELETE_OF_10, List.of(new Call("DELETE", TASK, ""), Call.post(TASK + "/restore")));

    static final Map<Work, List<Call>> FASTIFY = Map.of(
            Work.LIST, List.of(Call.get(TASKS + "?limit=50")),
            Work.LIST_1000, List.of(Call.get(TASKS + "?limit=1000")),
            Work.GET, List.of(Call.get(TASK)),
            Work.SUMMARY, List.of(Call.get(TASKS + "/summary")),
            Work.CREATE, List.of(Call.create()),
            Work.COMPLETE, List.of(COMPLETE, REOPEN));

    /** It has no summary, and one call that completes and reopens in turn. */
    static final Map<Work, List<Call>> FASTAPI = Map.of(
            Work.LIST, List.of(Call.get(TASKS + "?limit=50")),
            Work.LIST_1000, List.of(Call.get(TASKS + "?limit=1000")),
            Work.GET, List.of(Call.get(TASK)),
            Work.CREATE, List.of(Call.create()),
            Work.COMPLETE, List.of(new Call("PATCH", TASK + "/complete", "")));

    private Calls() {}
}
