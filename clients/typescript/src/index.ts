export { type Client, type ClientOptions, createClient } from "./client.js";
export type { components, operations, paths } from "./generated/openapi.js";
export type { LiveOptions, LiveState } from "./live.js";
export { NetworkError, ProblemError, type Violation } from "./problem.js";
export { type CommandOptions, type QueryOptions, Tasks } from "./tasks.js";
export type { TokenProvider } from "./tokens.js";
export type {
    AuditEntry, AuditPage, AuditQuery, Change, ChangePage, ChangeQuery, HistoryQuery, Me, NewTask, Task, TaskChange, TaskPage, TaskQuery,
    TaskReplacement, TaskSummary,
} from "./types.js";
