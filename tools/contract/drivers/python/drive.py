"""One read and two writes by the client that was generated: argv is the server, an e-mail address and a password."""

import sys

import alliance_client as alliance  # type: ignore[import-not-found]

server, email, password = sys.argv[1:]
client = alliance.ApiClient(alliance.Configuration(host=server))
client.configuration.access_token = (
    alliance.SignInApi(client).issue_token("password", username=email, password=password).access_token
)

me = alliance.MeApi(client).read_me()
print("read", me.name, me.organization_role.value)

sites = alliance.SitesApi(client)
given = alliance.SiteIn(code="PYT", name="Lausanne", region="Europe", time_zone="Europe/Zurich")
made = sites.make_site_with_http_info(given, idempotency_key="python-1")
print("made", made.data.code, made.status_code)
tag = made.headers["etag"]
changed = sites.change_site(str(made.data.id), tag, alliance.SitePatch(name="Renens"))
print("changed", changed.name)

try:
    sites.change_site(str(made.data.id), tag, alliance.SitePatch(name="Prilly"))
except alliance.ApiException as refused:
    print("refused", refused.status, alliance.ErrorDocument.from_json(refused.body).code)
