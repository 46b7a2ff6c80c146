# A web server, by the library that came with Ruby for twenty years.
require 'webrick'
require 'json'

server = WEBrick::HTTPServer.new(BindAddress: '127.0.0.1', Port: Integer(ARGV[0]), AccessLog: [])
server.mount_proc('/') { |_, response| response.body = JSON.generate('hello' => 'world') }
server.start
