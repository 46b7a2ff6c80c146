import sys

from twisted.internet import reactor
from twisted.web import resource, server


class Hello(resource.Resource):
    isLeaf = True

    def render_GET(self, request):
        return b"hello " + request.uri


reactor.listenTCP(int(sys.argv[1]), server.Site(Hello()), interface="127.0.0.1")
reactor.run()
