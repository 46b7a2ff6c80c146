cp "$APPS/server.go" .
export GOCACHE="$PWD/cache" GO111MODULE=off
go build -o server server.go
go build -tags footprint -o server-footprint server.go free_on_signal.go
cat >Caddyfile <<'C'
{
	admin 127.0.0.1:21031
	auto_https off
}
http://127.0.0.1:21030 {
	header X-Host {http.request.host}
	templates
	root * .
	encode gzip
	file_server
}
C
echo '<p>{{.Req.URL.Path}} {{now | date "2006"}} {{range (splitList "," "a,b,c")}}{{.}}{{end}}</p>' >index.html
echo "$(go version | cut -d' ' -f3), Caddy $(dpkg-query -Wf '${Version}' caddy) ($(go version /usr/bin/caddy | cut -d' ' -f2))"
