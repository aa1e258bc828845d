import {
  foundCommunity,
  listAssessmentsOfProblem,
  listProblemsOfCommunity,
  makeActionItem,
  postProblem,
  postSolution,
  readCommunity,
  readHome,
  readMe,
  readProblem,
  signIn,
} from "@alliance/client";

const baseUrl = new URLSearchParams(location.search).get("service");
const [form, nav, main, output] = ["form", "nav", "main", "output"].map((name) => document.querySelector(name));
const made = (name, textContent) => Object.assign(document.createElement(name), { textContent });

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const client = await signIn({ baseUrl, ...Object.fromEntries(new FormData(form)) });
  await something(client);
  for (const [name, draw] of Object.entries({ home, community, problem })) {
    const button = made("button", name);
    button.addEventListener("click", async () => {
      output.textContent = "";
      main.replaceChildren(...(await draw(client)).map((line) => made("p", line)));
      output.textContent = name;
    });
    nav.append(button);
  }
  output.textContent = "signed in";
});

/** What the pages show. */
async function something(client) {
  const me = await readMe({ client });
  await foundCommunity({ client, body: { slug: "pages", name: "Pages", process: {} } });
  const path = { community: "pages" };
  const body = { title: "The page stays white", statement: "In every browser." };
  const posted = await postProblem({ client, path, body });
  await postSolution({
    client,
    path: { problem: posted.key },
    body: { title: "Draw it", summary: "Draw it at once.", steps: "Ask for both." },
  });
  await makeActionItem({ client, path, body: { title: "Tell the others", owner_id: me.id } });
}

async function home(client) {
  const [me, mine] = await Promise.all([readMe({ client }), readHome({ client })]);
  return [
    `${me.name}: ${mine.memberships.map(({ community }) => community.name).join()}`,
    `to do: ${mine.action_items.map(({ title }) => title).join()}`,
    ...mine.changes.map(line),
  ];
}

/** What changed, by its names: no thing is asked for again. */
function line({ kind, actor, problem, solution, action_item, member }) {
  const what = solution?.title ?? action_item?.title ?? problem?.title ?? member?.name;
  return `new: ${actor?.name ?? "by itself"}, ${kind}: ${what ?? "the community"}${problem ? ` (${problem.key})` : ""}`;
}

async function community(client) {
  const path = { community: "pages" };
  const [itself, problems] = await Promise.all([
    readCommunity({ client, path }),
    listProblemsOfCommunity({ client, path }),
  ]);
  return [
    `${itself.name}: ${itself.my_role} of ${itself.member_count}, ${itself.request_count} waiting`,
    `mine: ${itself.my_membership.allowed_actions.join()}`,
    ...problems.items.map(({ key, title, state }) => `${key}: ${title} (${state})`),
  ];
}

async function problem(client) {
  const path = { problem: "pages-1" };
  const [itself, explained] = await Promise.all([
    readProblem({ client, path }),
    listAssessmentsOfProblem({ client, path }),
  ]);
  return [
    `${itself.title}: ${itself.allowed_actions.includes("post_solution") ? "yours to solve" : "to read"}`,
    ...explained.items.map(
      ({ solution, status, reasons, missing, my_validations, allowed_actions }) =>
        `${solution.title}: ${status}, ${reasons.map(({ code }) => code).join()}; ` +
        `missing ${missing.map(({ kind }) => kind).join()}; mine: ${my_validations.length}; ` +
        `${allowed_actions.includes("propose_solution") ? "yours to propose" : ""}`,
    ),
  ];
}
