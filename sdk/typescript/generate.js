/** Writes src/generated (or the folder that is named) from openapi/openapi.json. */

import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

import {
  clientDefaultConfig,
  clientDefaultMeta,
  createClient,
  definePluginConfig,
} from "@hey-api/openapi-ts";

const CONTRACT = join(import.meta.dirname, "../../openapi/openapi.json");
const FOLDER = resolve(process.argv[2] ?? join(import.meta.dirname, "src/generated"));

/** The hand-written front takes the place of the client that the generator would bring. */
const front = definePluginConfig({
  ...clientDefaultMeta,
  config: { ...clientDefaultConfig, baseUrl: false, bundle: false, throwOnError: true },
  handler: () => {},
  name: "../client.js",
});

const UNLISTED = {
  description: "A value that was not listed when this client was made: show it as it is.",
  format: "unlisted",
  type: "string",
};

/** The contract with every enum of an answer open to values that it does not list yet. What is sent keeps the closed
 * list, so that a slip is found by the compiler. */
function open(contract) {
  const { schemas } = contract.components;
  const answered = reached(contract, (operation) => operation.responses);
  const sent = reached(contract, (operation) => [operation.requestBody, operation.parameters]);
  const opened = (part) => {
    if (Array.isArray(part)) return part.map(opened);
    if (part === null || typeof part !== "object") return part;
    if (part.$ref !== undefined && schemas[lastOf(part.$ref)]?.enum !== undefined)
      return { anyOf: [part, { $ref: "#/components/schemas/Unlisted" }] };
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, opened(value)]));
  };
  const changed = Object.entries(schemas)
    .filter(([name, schema]) => answered.has(name) && schema.enum === undefined)
    .map(([name, schema]) => {
      if (sent.has(name)) throw new Error(`${name} is both sent and answered: which of its enums are open?`);
      return [name, opened(schema)];
    });
  const all = { ...schemas, ...Object.fromEntries(changed), Unlisted: UNLISTED };
  // Here a value is called as it is sent; for each other name the generator would write the name again above it.
  const named = Object.entries(all).map(([name, { "x-enum-varnames": _, ...schema }]) => [name, schema]);
  const components = { ...contract.components, schemas: Object.fromEntries(named) };
  return { ...contract, components };
}

/** The names of the schemas in a part of every operation. */
function reached(contract, partOf) {
  const names = new Set();
  const look = (part) => {
    if (part === null || typeof part !== "object") return;
    if (typeof part.$ref === "string") {
      const [kind, name] = part.$ref.split("/").slice(2);
      if (names.has(`${kind}/${name}`)) return;
      names.add(`${kind}/${name}`);
      look(contract.components[kind][name]);
    }
    Object.entries(part).forEach(([key, value]) => key.startsWith("example") || look(value));
  };
  operations(contract).forEach(({ operation }) => look(partOf(operation)));
  return new Set([...names].filter((name) => name.startsWith("schemas/")).map(lastOf));
}

function operations(contract) {
  return Object.entries(contract.paths).flatMap(([address, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ address, method, operation })),
  );
}

function lastOf(reference) {
  return reference.slice(reference.lastIndexOf("/") + 1);
}

/** What the front must know of an operation: whether a key makes it one that is done once, or is done once at most
 * without one, and whether it may answer nothing. */
function traitsOf({ address, method, operation }) {
  const keyed = method === "post" && operation.parameters?.some(({ name }) => name === "Idempotency-Key");
  // What is revoked already is no error (RFC 7009, 2.2).
  const repeatable = address === "/api/v1/auth/revocation";
  const empty = Object.entries(operation.responses).some(([status, { content }]) => status < 300 && !content);
  const traits = Object.entries({ keyed, repeatable, empty }).filter(([, holds]) => holds);
  return traits.map(([trait]) => `    ${trait}: true,\n`).join("");
}

function withTraits(sdk, contract) {
  const traits = new Map(operations(contract).map((one) => [`${one.method} ${one.address}`, traitsOf(one)]));
  const calls = /\boptions\.client\.(\w+)<\w+>\(\{\n(?: {4}.*\n)*? {4}url: '(.*)',\n/g;
  if (sdk.match(calls)?.length !== traits.size) throw new Error("The generator writes its calls in another way.");
  return sdk.replace(calls, (call, method, address) => call + traits.get(`${method} ${address}`));
}

/** What a call takes besides the operation's own, in words that are true here. */
const OPTIONS = `export type Options<TData extends TDataShape> = Options2<TData> & {
    /**
     * The way to the server, for one sign-in.
     */
    client: Client;
};
`;

/** What is generated, without what the generator's own clients let one choose: whether they throw, and what they
 * answer. */
const WITHOUT_CHOICE = {
  "index.ts": [[/type ClientOptions, /, ""]],
  "sdk.gen.ts": [
    [/^export type Options<.*?^\};\n/ms, OPTIONS],
    [/<ThrowOnError extends boolean = true>/g, ""],
    [/\bOptions<(\w+), ThrowOnError>/g, "Options<$1>"],
    [/<(\w+), \w+, ThrowOnError, 'data'>/g, "<$1>"],
    [/\b\w+Errors, /g, ""],
    [/^    responseStyle: 'data',\n/gm, ""],
  ],
  "types.gen.ts": [[/^export type ClientOptions = .*?^\};\n\n/ms, ""]],
};

function withoutChoice(file, text) {
  return WITHOUT_CHOICE[file].reduce((said, [theirs, ours]) => {
    if (said.search(theirs) === -1) throw new Error(`The generator writes ${file} in another way: no ${theirs}.`);
    return said.replace(theirs, ours);
  }, text);
}

const contract = JSON.parse(readFileSync(CONTRACT, "utf8"));
await createClient({
  input: open(contract),
  logs: { level: "silent" },
  output: { clean: true, importFileExtension: ".js", path: FOLDER, tsConfigPath: null },
  plugins: [
    {
      enums: { case: "preserve", mode: "javascript" },
      name: "@hey-api/typescript",
      "~resolvers": {
        string: ({ $, schema }) =>
          schema.format === UNLISTED.format ? $.type.and($.type("string"), $.type.object()) : undefined,
      },
    },
    { auth: true, client: false, name: "@hey-api/sdk", responseStyle: "data" },
    front(),
  ],
});
for (const file of Object.keys(WITHOUT_CHOICE)) {
  const path = join(FOLDER, file);
  writeFileSync(path, withoutChoice(file, readFileSync(path, "utf8")));
}
const sdk = join(FOLDER, "sdk.gen.ts");
writeFileSync(sdk, withTraits(readFileSync(sdk, "utf8"), contract));
