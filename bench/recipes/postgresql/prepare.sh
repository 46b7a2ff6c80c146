# A cluster with pgbench's tables, made once. -s 2: 30 MB of tables.
export PATH="$(ls -d /usr/lib/postgresql/*/bin | tail -1):$PATH"
as_postgres="setpriv --reuid=postgres --regid=postgres --clear-groups"
install -d -o postgres -m 700 template
$as_postgres initdb -D template --auth=trust >/dev/null
echo "include 'gate.conf'" >>template/postgresql.conf
touch template/gate.conf && chown postgres template/gate.conf && chown postgres .
$as_postgres pg_ctl -D template -w -l template/log -o "-p 21060 -k $PWD" start >/dev/null
$as_postgres pgbench -h "$PWD" -p 21060 -i -s 2 -q postgres 2>/dev/null
$as_postgres psql -h "$PWD" -p 21060 -qc 'vacuum analyze' postgres
$as_postgres pg_ctl -D template -w -m fast stop >/dev/null
rm -f template/log
postgres --version
