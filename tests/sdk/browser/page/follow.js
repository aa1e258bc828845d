/** Shows what happens, by the client. */

import { follow, foundCommunity, signIn, Unauthenticated } from "@alliance/client";

const { service, ...who } = Object.fromEntries(new URLSearchParams(location.search));
const [list, output] = ["ol", "output"].map((name) => document.querySelector(name));
const client = await signIn({ baseUrl: service, ...who });
window.found = (slug) => foundCommunity({ client, body: { slug, name: slug } });
window.signOut = () => client.signOut();

const following = follow({ client, query: { from: "now" } });
const listening = setInterval(() => {
  if (following.cursor === undefined) return;
  clearInterval(listening);
  output.textContent = "listening";
}, 10);
try {
  for await (const { kind } of following)
    list.append(Object.assign(document.createElement("li"), { textContent: kind }));
} catch (error) {
  output.textContent = error instanceof Unauthenticated ? "signed out" : String(error);
}
