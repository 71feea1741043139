// Packs the client, gives it to the strict project in consumer/, checks that project's types as servers and bundlers do, and runs it.
import { execFileSync } from "node:child_process";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "taskledger-consumer-"));

/** @param {string} command @param {string[]} args @param {string} cwd */
function run(command, args, cwd) {
    return execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

try {
    await cp(join(root, "consumer"), folder, { recursive: true });
    const [packed] = JSON.parse(run("npm", ["pack", "--json", "--silent", "--ignore-scripts", "--pack-destination", folder], root));
    console.log(packed.files.map((/** @type {{ path: string }} */ file) => file.path).join("\n"));
    const { devDependencies } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
    run("npm", [
        "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--no-package-lock",
        join(folder, packed.filename), `typescript@${devDependencies.typescript}`, `@types/node@${devDependencies["@types/node"]}`,
    ], folder);
    const tsc = join(folder, "node_modules/typescript/bin/tsc");
    run(process.execPath, [tsc, "-p", "tsconfig.json"], folder);
    run(process.execPath, [tsc, "-p", "tsconfig.browser.json"], folder);
    run(process.execPath, ["out/main.js"], folder);
} finally {
    await rm(folder, { recursive: true, force: true });
}
