// The modules as the service's own page takes them: openapi-fetch lies beside them, and no import has a bare name.
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));

/** Where the page has them, or the folder that the command line names. */
export const FOLDER = resolve(process.argv[2] ?? join(root, "../../src/main/resources/static/lib/taskledger"));

const ORIGIN = "// Made from clients/typescript by `npm run vendor`.\n";

/** @returns {Promise<Map<string, string>>} texts by file name */
export async function vendored() {
    const files = new Map([["openapi-fetch.js", await openapiFetch()]]);
    const modules = (await readdir(join(root, "dist"))).filter((name) => name.endsWith(".js"));
    for (const name of modules.sort()) {
        const module = await readFile(join(root, "dist", name), "utf8");
        if (module.trim() === "export {};") {
            continue; // it has types alone
        }
        files.set(name, ORIGIN + module.replaceAll('from "openapi-fetch"', 'from "./openapi-fetch.js"'));
    }
    return files;
}

async function openapiFetch() {
    const home = join(root, "node_modules/openapi-fetch");
    const { version } = JSON.parse(await readFile(join(home, "package.json"), "utf8"));
    const license = await readFile(join(home, "LICENSE"), "utf8");
    const module = await readFile(join(home, "dist/index.mjs"), "utf8");
    const header = `/*!\nopenapi-fetch ${version}, https://openapi-ts.dev\n\n${license.trim()}\n*/\n`;
    return header + module.replace(/\/\/# sourceMappingURL=.*\n?/, "");
}
