"""An HTTP server on 127.0.0.1 whose behaviour at start-up can be chosen.

    serve.py PORT [--busy N] [--tls PEM] [--daemon] [--thread]

The first N requests get 503, all others 200. With `--daemon` it forks twice and its parent exits with status 0,
as old daemons do. With `--thread` its first thread ends, and another one serves.
"""

import argparse
import ctypes
import os
import ssl
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

parser = argparse.ArgumentParser()
parser.add_argument("port", type=int)
parser.add_argument("--busy", type=int, default=0)
parser.add_argument("--tls")
parser.add_argument("--daemon", action="store_true")
parser.add_argument("--thread", action="store_true")
options = parser.parse_args()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        busy = options.busy > 0
        options.busy -= 1
        self.send_response(503 if busy else 200)
        self.end_headers()
        print("busy" if busy else "answered", flush=True)

    def log_message(self, *_):
        pass


if options.daemon:
    if os.fork() > 0:
        os._exit(0)
    os.setsid()
    if os.fork() > 0:
        os._exit(0)
server = HTTPServer(("127.0.0.1", options.port), Handler)
if options.tls is not None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(options.tls)
    server.socket = context.wrap_socket(server.socket, server_side=True)
print("listening", flush=True)
if options.thread:
    threading.Thread(target=server.serve_forever).start()
    ctypes.CDLL(None).pthread_exit(None)
server.serve_forever()
