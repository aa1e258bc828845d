/** What Bruno makes of the contract, and of Postman's collection of it: the names of the requests of each. */

import { readFileSync } from "node:fs";

import { openApiToBruno, postmanToBruno } from "@usebruno/converters";

const [contract, collection] = process.argv.slice(2).map((file) => readFileSync(file, "utf8"));
const requests = ({ items }) => items.flatMap((item) => (item.type === "folder" ? requests(item) : [item.name]));

const imported = {
  "the contract": requests(openApiToBruno(contract)),
  "Postman's collection": requests((await postmanToBruno(JSON.parse(collection))).collection),
};
console.log(JSON.stringify(imported));
