import flask

app = flask.Flask(__name__)


@app.get("/")
def index():
    return flask.jsonify(hello="world", agent=flask.request.headers.get("user-agent"))
