cp "$APPS/Server.java" .
javac Server.java Hold.java
mkdir -p conf logs temp webapps work
cp -rL /etc/tomcat10/. conf/
cp -rL /usr/share/tomcat10-examples/examples webapps/examples
sed -i -e 's/port="8005"/port="-1"/' -e 's/port="8080"/port="21040" address="127.0.0.1"/' conf/server.xml
sed -i 's/<Host /<Host xmlBlockExternal="false" /' conf/server.xml
cat >start.sh <<'C'
# start.sh FLAGS...: Tomcat in this process; its pid in a file, for jcmd.
export CATALINA_HOME=/usr/share/tomcat10 CATALINA_BASE="$PWD" CATALINA_OPTS="$*"
echo $$ >server.pid
exec /usr/share/tomcat10/bin/catalina.sh run
C
cat >load.sh <<'C'
# load.sh COUNT CONCURRENCY: JSPs and servlets of Tomcat's examples, in turn
exec node load.mjs 21040 "$1" "$2" /examples/jsp/jsp2/el/basic-arithmetic.jsp /examples/servlets/servlet/HelloWorldExample \
  /examples/jsp/jsp2/jspx/basic.jspx /examples/servlets/servlet/RequestHeaderExample
C
echo "$(java -version 2>&1 | head -1 | tr -d '"'), Tomcat $(dpkg-query -Wf '${Version}' tomcat10)"
