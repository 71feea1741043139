import { execFileSync } from "node:child_process";
import { cp, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const root = new URL("../", import.meta.url);
await rm(new URL("dist", root), { recursive: true, force: true });
execFileSync(process.execPath, [fileURLToPath(new URL("node_modules/typescript/bin/tsc", root))], { cwd: root, stdio: "inherit" });
await cp(new URL("src/generated", root), new URL("dist/generated", root), { recursive: true }); // tsc leaves declarations where they are
