// The types of the service's OpenAPI document, as openapi-typescript writes them.
import { readFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

export const TARGET = new URL("../src/generated/openapi.d.ts", import.meta.url);

const HEADER = "// Made from openapi.json by `npm run generate`.\n\n";

export async function generated() {
    const document = await readFile(new URL("../openapi.json", import.meta.url), "utf8");
    // what has a default may be left out
    return HEADER + astToString(await openapiTS(JSON.parse(document), { alphabetize: true, defaultNonNullable: false }));
}
