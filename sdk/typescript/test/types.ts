/** Only compiled: what the types let through, and what they do not. */

import {
  changeProblem,
  type Client,
  ifMatch,
  isOf,
  items,
  listEvents,
  listProblems,
  pages,
  postProblem,
  type Problem,
  readProblem,
  Severity,
} from "@alliance/client";

export async function typed(client: Client): Promise<string[]> {
  const said: string[] = [];
  for await (const line of items(listProblems, { client, query: { state: ["open"], limit: 3 } })) said.push(line.key);
  for await (const page of pages(listEvents, { client })) said.push(...page.items.map((event) => event.kind));
  const problem: Problem = await readProblem({ client, path: { problem: "network-1" } });
  if (problem.severity === "of a later version") said.push(problem.severity);
  if (isOf(Severity, problem.severity))
    await changeProblem({
      client,
      path: { problem: problem.id },
      headers: ifMatch(problem),
      body: { severity: problem.severity },
    });
  const given = { title: "It hangs", statement: "Always." };
  await postProblem({ client, path: { community: "network" }, body: given, headers: { "Idempotency-Key": "1" } });
  // @ts-expect-error a severity that there is not
  await postProblem({ client, path: { community: "network" }, body: { ...given, severity: "hihg" } });
  // @ts-expect-error a state that there is not
  items(listProblems, { client, query: { state: ["opn"] } });
  // @ts-expect-error a list is asked for, not a thing
  items(readProblem, { client, path: { problem: "network-1" } });
  // @ts-expect-error which problem?
  await readProblem({ client });
  // @ts-expect-error which version of it?
  await changeProblem({ client, path: { problem: problem.id }, body: {} });
  // @ts-expect-error there is nothing to choose
  await readProblem<false>({ client, path: { problem: "network-1" } });
  return said;
}
