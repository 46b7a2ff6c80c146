# load.sh COUNT CONCURRENCY: so many requests to PHP-FPM. cgi-fcgi is in Debian's libfcgi-bin.
export SCRIPT_FILENAME=/usr/share/adminer/adminer/index.php SCRIPT_NAME=/index.php REQUEST_URI=/ REQUEST_METHOD=GET
export SERVER_PROTOCOL=HTTP/1.1 HTTP_HOST=localhost REMOTE_ADDR=127.0.0.1
seq "$1" | xargs -P "$2" -I {} sh -c "cgi-fcgi -bind -connect 127.0.0.1:21050 | grep -q '<title>Login'"
