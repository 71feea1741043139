import type { components, operations } from "./generated/openapi.js";

type Schemas = components["schemas"];
type Query<Operation extends keyof operations> = NonNullable<operations[Operation]["parameters"]["query"]>;

export type AuditEntry = Schemas["AuditEntry"];
export type AuditPage = Schemas["AuditPage"];
export type AuditQuery = Query<"listAudit">;
export type Change = Schemas["Change"];
export type ChangePage = Schemas["ChangePage"];
export type ChangeQuery = Query<"listChanges">;
export type HistoryQuery = Query<"listTaskHistory">;
export type Me = Schemas["Me"];
export type NewTask = Schemas["NewTask"];
export type Task = Schemas["Task"];
export type TaskChange = Schemas["TaskChange"];
export type TaskPage = Schemas["TaskPage"];
export type TaskQuery = Query<"listTasks">;
export type TaskReplacement = Schemas["TaskReplacement"];
export type TaskSummary = Schemas["TaskSummary"];
