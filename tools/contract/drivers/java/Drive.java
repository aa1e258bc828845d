import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.MeApi;
import org.openapitools.client.api.SignInApi;
import org.openapitools.client.api.SitesApi;
import org.openapitools.client.model.ErrorDocument;
import org.openapitools.client.model.SiteIn;
import org.openapitools.client.model.SitePatch;

/** One read and two writes by the client that was generated: the server, an e-mail address and a password. */
public final class Drive {
  public static void main(String[] given) throws Exception {
    ApiClient client = new ApiClient();
    client.updateBaseUri(given[0]);
    String token = new SignInApi(client).issueToken("password", given[1], given[2], null, null).getAccessToken();
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));

    var me = new MeApi(client).readMe(null);
    System.out.println("read " + me.getName() + " " + me.getOrganizationRole());

    SitesApi sites = new SitesApi(client);
    SiteIn site = new SiteIn().code("JAV").name("Lausanne").region("Europe").timeZone("Europe/Zurich");
    var made = sites.makeSiteWithHttpInfo(site, "java-1");
    System.out.println("made " + made.getData().getCode() + " " + made.getStatusCode());
    String tag = made.getHeaders().get("etag").get(0);
    String id = made.getData().getId().toString();
    System.out.println("changed " + sites.changeSite(id, tag, new SitePatch().name("Renens")).getName());

    try {
      sites.changeSite(id, tag, new SitePatch().name("Prilly"));
    } catch (ApiException refused) {
      var document = ApiClient.createDefaultObjectMapper().readValue(refused.getResponseBody(), ErrorDocument.class);
      System.out.println("refused " + refused.getCode() + " " + document.getCode());
    }
  }
}
