/** A tab that shares its sign-in with others. */

import { NoAnswer, readMe, resume, signIn } from "@alliance/client";

const { service, ...who } = Object.fromEntries(new URLSearchParams(location.search));
const store = {
  get: () => JSON.parse(localStorage.getItem("alliance")),
  set: (tokens) => localStorage.setItem("alliance", JSON.stringify(tokens)),
};
const client = resume({ baseUrl: service, store });

/** What a few calls at once are answered. */
window.ask = async () => {
  const asked = await Promise.allSettled([1, 2, 3].map(() => readMe({ client })));
  return [...new Set(asked.map(({ value, reason }) => value?.email ?? String(reason)))];
};
window.begin = () => signIn({ baseUrl: service, ...who, store }).then(() => undefined);
window.signOut = () => client.signOut();
window.kept = (changes) => store.set({ ...store.get(), ...changes });
window.misled = (baseUrl) =>
  readMe({ client: resume({ baseUrl, patience: { tries: 1 }, store }) }).catch((error) => {
    if (!(error instanceof NoAnswer)) throw error;
    return error.message;
  });
document.querySelector("output").textContent = "ready";
