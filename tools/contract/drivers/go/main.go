// One read and two writes by the client that was generated: the arguments are the server, an e-mail address and a
// password.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	alliance "example.org/alliance/client"
	"golang.org/x/oauth2"
)

func main() {
	server, email, password := os.Args[1], os.Args[2], os.Args[3]
	configuration := alliance.NewConfiguration()
	configuration.Servers = alliance.ServerConfigurations{{URL: server}}
	client := alliance.NewAPIClient(configuration)

	token, _, err := client.SignInAPI.IssueToken(context.Background()).
		GrantType("password").Username(email).Password(password).Execute()
	stop(err)
	source := oauth2.StaticTokenSource(&oauth2.Token{AccessToken: token.AccessToken})
	signedIn := context.WithValue(context.Background(), alliance.ContextOAuth2, source)

	me, _, err := client.MeAPI.ReadMe(signedIn).Execute()
	stop(err)
	fmt.Println("read", me.Name, me.OrganizationRole)

	given := alliance.NewSiteIn("GOL", "Lausanne", "Europe", "Europe/Zurich")
	site, answer, err := client.SitesAPI.MakeSite(signedIn).SiteIn(*given).IdempotencyKey("go-1").Execute()
	stop(err)
	fmt.Println("made", site.Code, answer.StatusCode)
	tag := answer.Header.Get("ETag")

	name := "Renens"
	changed, _, err := client.SitesAPI.ChangeSite(signedIn, site.Id).
		IfMatch(tag).SitePatch(alliance.SitePatch{Name: &name}).Execute()
	stop(err)
	fmt.Println("changed", changed.Name)

	_, answer, err = client.SitesAPI.ChangeSite(signedIn, site.Id).
		IfMatch(tag).SitePatch(alliance.SitePatch{Name: &name}).Execute()
	refused, isRefused := err.(*alliance.GenericOpenAPIError)
	if !isRefused {
		panic(fmt.Sprint("it was not refused: ", err))
	}
	var document alliance.ErrorDocument
	stop(json.Unmarshal(refused.Body(), &document))
	fmt.Println("refused", answer.StatusCode, document.Code)
}

func stop(err error) {
	if err != nil {
		panic(err)
	}
}
