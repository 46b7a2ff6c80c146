# A TCP server with a thread for each connection, as Puma and WEBrick have.
require 'json'
require 'socket'

cache = Hash.new(0)
lock = Mutex.new
server = TCPServer.new('127.0.0.1', Integer(ARGV[0]))
loop do
  Thread.new(server.accept) do |client|
    path = client.gets.to_s.split[1].to_s
    nil until client.gets.to_s.chomp.empty?
    body = JSON.generate(path: path, hits: lock.synchronize { cache[path] += 1 })
    client.write("HTTP/1.1 200 OK\r\nContent-Length: #{body.bytesize}\r\nConnection: close\r\n\r\n#{body}")
    client.close
  end
end
