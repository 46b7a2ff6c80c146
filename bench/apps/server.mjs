// A service as many are: JSON in and out, a cache, a little garbage for each request.
import { createServer } from 'node:http'

const cache = new Map()
createServer((request, response) => {
  const key = request.url ?? '/'
  const hits = (cache.get(key) ?? 0) + 1
  cache.set(key, hits)
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ key, hits, headers: request.headers }))
}).listen(Number(process.argv[2]), '127.0.0.1')
