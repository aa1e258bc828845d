/** Follows the feed as docs/live.md shows it: a ticket for each connection, and the last id to go on from. */

const given = new URLSearchParams(location.search);
const service = given.get("service");
const said = document.querySelector("output");

async function asked(path, token, options = {}) {
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const answer = await fetch(`${service}/api/v1${path}`, { method: "POST", headers, ...options });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

async function follow(token, cursor, told) {
  const { ticket } = await (await asked("/events/tickets", token())).json();
  const source = new EventSource(`${service}/api/v1/events?${new URLSearchParams({ ticket, cursor })}`);
  source.onmessage = ({ data, lastEventId }) => {
    cursor = lastEventId;
    told(JSON.parse(data));
  };
  source.onerror = () => {
    // Where the connection was lost, the browser comes back by itself while the ticket is good.
    if (source.readyState === EventSource.CLOSED) follow(token, cursor, told).catch((error) => (said.value = error.message));
  };
  return source;
}

const form = new URLSearchParams({ grant_type: "password", username: given.get("email"), password: given.get("password") });
const tokens = async () => (await asked("/auth/token", undefined, { body: form })).json();
const { access_token: token } = await tokens();
const begin = await asked("/events?from=now", token, { method: "GET" });
const source = await follow(
  () => token,
  (await begin.json()).next_cursor,
  ({ kind }) => {
    const line = document.createElement("li");
    line.textContent = kind;
    document.querySelector("ol").append(line);
  },
);
source.onopen = () => (said.value = "open");
window.post = async (slug) => {
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  await asked("/communities", token, { headers, body: JSON.stringify({ slug, name: slug }) });
};
window.signOut = () => asked("/auth/revocation", undefined, { body: new URLSearchParams({ token }) });
