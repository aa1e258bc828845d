// One read and two writes by the client that was generated: argv is the server, an e-mail address and a password.
import { Configuration, ErrorDocumentFromJSON, MeApi, ResponseError, SignInApi, SitesApi } from "./client/index.js";

declare const process: { argv: string[] };
const [server, email, password] = process.argv.slice(2) as [string, string, string];

const token = await new SignInApi(new Configuration({ basePath: server })).issueToken({
  grantType: "password",
  username: email,
  password,
});
// This generator sends the token of an OAuth 2 scheme as it is given.
const configuration = new Configuration({ basePath: server, accessToken: `Bearer ${token.accessToken}` });

const me = await new MeApi(configuration).readMe();
console.log("read", me.name, me.organizationRole);

const sites = new SitesApi(configuration);
const made = await sites.makeSiteRaw({
  siteIn: { code: "TSF", name: "Lausanne", region: "Europe", timeZone: "Europe/Zurich" },
  idempotencyKey: "typescript-1",
});
const site = await made.value();
console.log("made", site.code, made.raw.status);
const ifMatch = made.raw.headers.get("ETag") ?? "";
const changed = await sites.changeSite({ site: site.id, ifMatch, sitePatch: { name: "Renens" } });
console.log("changed", changed.name);

try {
  await sites.changeSite({ site: site.id, ifMatch, sitePatch: { name: "Prilly" } });
} catch (refused) {
  if (!(refused instanceof ResponseError)) throw refused;
  const document = ErrorDocumentFromJSON(await refused.response.json());
  console.log("refused", document.status, document.code);
}
