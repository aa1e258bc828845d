// Package oauth2 stands in for golang.org/x/oauth2, of which a generated client and its driver use this much: Go
// modules cannot be had wherever the contract is tried.
package oauth2

import "net/http"

type Token struct{ AccessToken string }

func (token *Token) SetAuthHeader(request *http.Request) {
	request.Header.Set("Authorization", "Bearer "+token.AccessToken)
}

type TokenSource interface{ Token() (*Token, error) }

type static struct{ token *Token }

func (source static) Token() (*Token, error) { return source.token, nil }

func StaticTokenSource(token *Token) TokenSource { return static{token} }
