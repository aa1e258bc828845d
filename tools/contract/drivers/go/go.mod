module example.org/alliance

go 1.23

require golang.org/x/oauth2 v0.27.0

replace golang.org/x/oauth2 => ./oauth2
