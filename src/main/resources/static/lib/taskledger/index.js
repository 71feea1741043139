// Made from clients/typescript by `npm run vendor`.
export { createClient } from "./client.js";
export { NetworkError, ProblemError } from "./problem.js";
export { Tasks } from "./tasks.js";
