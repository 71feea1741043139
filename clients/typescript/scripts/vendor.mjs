import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { FOLDER, vendored } from "./vendored.mjs";

await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
for (const [name, text] of await vendored()) {
    await writeFile(join(FOLDER, name), text);
}
