import { writeFile } from "node:fs/promises";
import { generated, TARGET } from "./generated.mjs";

await writeFile(TARGET, await generated());
