/** A generated function that answers pages. */
type List = (options: never) => Promise<{ readonly items: readonly unknown[]; readonly next_cursor: string | null }>;
type Asked<L extends List> = Parameters<L>[0];
type PageOf<L extends List> = Awaited<ReturnType<L>>;
type ItemOf<L extends List> = PageOf<L>["items"][number];

/** Every page of a list, one request each, as they are asked for.
 *
 * `for await (const page of pages(listProblems, { client, query: { state: ["open"] } }))` */
export async function* pages<L extends List>(list: L, options: Asked<L>): AsyncGenerator<PageOf<L>, void, undefined> {
  const begun: { query?: object } = options;
  let asked = begun;
  for (;;) {
    const page = (await list(asked as never)) as PageOf<L>;
    yield page;
    // The feed of events always has a next page; pages are full, so an empty one is the end for now.
    if (page.next_cursor === null || page.items.length === 0) return;
    asked = { ...begun, query: { ...begun.query, cursor: page.next_cursor } };
  }
}

/** Every item of a list, page by page.
 *
 * `for await (const problem of items(listProblems, { client }))` */
export async function* items<L extends List>(list: L, options: Asked<L>): AsyncGenerator<ItemOf<L>, void, undefined> {
  for await (const page of pages(list, options)) for (const item of page.items) yield item as ItemOf<L>;
}

/** Is an answered value one of an enum, as this client knows it? `isOf(Severity, problem.severity)` */
export function isOf<T extends string>(known: Readonly<Record<string, T>>, value: string): value is T {
  return Object.values<string>(known).includes(value);
}
