"""A service that starts a program on request, as dockerd, systemd and supervisord do, and its client.

    supervisor.py serve SOCKET PID_FILE COMMAND…
    supervisor.py start SOCKET [--stay]
    supervisor.py stop SOCKET

The program is a child of the service, in a session of its own, and has nothing of the client: neither its variables
nor its limits. The pid file is there before `start` ends; `stop` ends when the program has, and what descends from it is killed. With `--stay` the client
waits for the end of the program.
"""

import os
import signal
import socket
import subprocess
import sys

verb, path, *rest = sys.argv[1:]


def serve(pid_file, *command):
    server = socket.socket(socket.AF_UNIX)
    server.bind(path)
    os.chmod(path, 0o777)
    server.listen()
    program = None
    waiting = []
    while True:
        connection, _ = server.accept()
        asked = connection.recv(100).decode()
        if asked.startswith("start"):
            if program is not None and program.poll() is None:
                connection.sendall(b"runs already\n")
            else:
                program = subprocess.Popen(command, start_new_session=True)
                with open(pid_file, "w") as file:
                    file.write(f"{program.pid}\n")
                connection.sendall(b"started\n")
            if asked == "start stay":
                waiting.append(connection)
                continue
        elif program is not None:
            # All of its session are in its group.
            try:
                os.killpg(program.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            program.wait()
            connection.sendall(b"stopped\n")
            for other in waiting:
                other.close()
            waiting.clear()
        connection.close()


def ask(text):
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(path)
    connection.sendall(text.encode())
    while answer := connection.recv(100):
        print(answer.decode(), end="", flush=True)


if verb == "serve":
    serve(*rest)
elif verb == "start" and rest == ["--stay"]:
    ask("start stay")
else:
    ask(verb)
