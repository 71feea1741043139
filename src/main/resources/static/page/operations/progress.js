import { ProblemError } from "taskledger";
import { EventStreamParser } from "taskledger/event-stream";
import { backOff, pause } from "../changes/waiting.js";

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 5000;

/**
 * The last job of a projection as it goes on, until it has ended, over as many connections as it takes.
 *
 * @param {"rebuild" | "verify"} kind
 * @param {() => void} lost told where the connection is
 * @throws {ProblemError} where the service refuses
 */
export async function* progressOf(client, name, kind, signal, lost) {
    for (let failures = 0; !signal.aborted; failures++) {
        try {
            for await (const job of jobs(await open(client, name, kind, signal))) {
                failures = 0;
                yield job;
                if (job.status !== "running") {
                    return;
                }
            }
        } catch (error) {
            if (signal.aborted || (error instanceof ProblemError && error.status < 500 && error.status !== 429)) {
                throw error;
            }
            lost();
        }
        await pause(backOff(failures, FIRST_PAUSE, LONGEST_PAUSE));
    }
}

async function open(client, name, kind, signal) {
    const { data } = await client.GET(`/api/admin/projections/{name}/${kind}`, {
        params: { path: { name } },
        headers: { Accept: "text/event-stream" },
        parseAs: "stream",
        signal,
        retries: 0,
    });
    return data;
}

async function* jobs(stream) {
    const reader = stream.getReader();
    const parser = new EventStreamParser();
    try {
        for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
            for (const { data } of parser.push(chunk.value)) {
                if (data) {
                    yield JSON.parse(data);
                }
            }
        }
    } finally {
        reader.cancel().catch(() => {});
    }
}
