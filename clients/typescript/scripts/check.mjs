// Fails where what was made of something is committed, and is not what would be made of it now.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { generated, TARGET } from "./generated.mjs";
import { FOLDER, vendored } from "./vendored.mjs";

/** @type {string[]} */
const outdated = [];
if ((await readFile(TARGET, "utf8")) !== (await generated())) {
    outdated.push("src/generated/openapi.d.ts is not what openapi.json gives");
}
const expected = await vendored();
const present = await readdir(FOLDER).catch(() => /** @type {string[]} */ ([]));
for (const name of new Set([...expected.keys(), ...present])) {
    const text = present.includes(name) ? await readFile(join(FOLDER, name), "utf8") : undefined;
    if (text !== expected.get(name)) {
        outdated.push(`${join(FOLDER, name)} is not what the sources give`);
    }
}
if (outdated.length > 0) {
    console.error([...outdated, "Renew it: npm run renew"].join("\n"));
    process.exit(1);
}
