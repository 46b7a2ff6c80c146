cp "$APPS/flask_app.py" "$APPS/twisted_app.py" .
mkdir -p empty
cat >freeze.conf.py <<'C'
import gc

preload_app = True


def when_ready(server):
    gc.collect()
    gc.freeze()
C
echo "$(/usr/bin/python3 -V), Twisted $(dpkg-query -Wf '${Version}' python3-twisted), gunicorn $(dpkg-query -Wf '${Version}' gunicorn), Flask $(dpkg-query -Wf '${Version}' python3-flask)"
