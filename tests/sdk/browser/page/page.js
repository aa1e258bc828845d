import {
  changeProblem,
  foundCommunity,
  ifMatch,
  Invalid,
  postProblem,
  PreconditionFailed,
  readProblem,
  signIn,
  Unauthenticated,
} from "@alliance/client";

const baseUrl = new URLSearchParams(location.search).get("service");
const [form, heading, list, output] = ["form", "h1", "ul", "output"].map((name) => document.querySelector(name));
const tell = (text) => list.append(Object.assign(document.createElement("li"), { textContent: text }));

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  output.textContent = "";
  try {
    await show(await signIn({ baseUrl, ...Object.fromEntries(new FormData(form)) }));
    output.textContent = "done";
  } catch (error) {
    output.textContent = error instanceof Unauthenticated ? error.detail : String(error);
  }
});

async function show(client) {
  await foundCommunity({ client, body: { slug: "front", name: "Front ends" } });
  const body = { title: "The page stays white", statement: "In every browser." };
  const posted = await postProblem({ client, path: { community: "front" }, body });
  const read = () => readProblem({ client, path: { problem: posted.key } });
  const problem = await read();
  tell(`${problem.key}: ${problem.title}`);
  const again = await read();
  const change = (held, title) =>
    changeProblem({ client, path: { problem: held.id }, headers: ifMatch(held), body: { title } });
  const changed = await change(again, "The page is half drawn");
  heading.textContent = (await change(changed, "The page is drawn")).title;
  try {
    await change(changed, "The page is drawn twice");
  } catch (error) {
    if (!(error instanceof PreconditionFailed)) throw error;
    tell(error.code);
  }
  try {
    await postProblem({ client, path: { community: "front" }, body: { ...body, title: "" } });
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    tell(error.errors[0].pointer);
  }
  await client.signOut();
}
