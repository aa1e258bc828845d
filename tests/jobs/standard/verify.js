// Reads {secret, headers, body} as JSON; says what the package finds in it, or why it refuses it.
import { Webhook } from "standardwebhooks";

let given = "";
for await (const part of process.stdin) given += part;
const { secret, headers, body } = JSON.parse(given);
try {
  console.log(JSON.stringify({ verified: new Webhook(secret).verify(body, headers) }));
} catch (error) {
  console.log(JSON.stringify({ refused: error.message }));
}
