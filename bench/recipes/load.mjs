// node load.mjs PORT COUNT CONCURRENCY PATH...: so many GET requests, one connection each, the paths in turn.
import { request } from 'node:http'

const [port, count, concurrency] = process.argv.slice(2, 5).map(Number)
const paths = process.argv.slice(5)
let next = 0

function get(path) {
  return new Promise((done, fail) => {
    request({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      if (response.statusCode !== 200) fail(new Error(`${path}: status ${response.statusCode}`))
      response.resume()
      response.on('end', done)
    })
      .on('error', fail)
      .end()
  })
}

async function client() {
  while (next < count) {
    next += 1
    await get(paths[next % paths.length])
  }
}

await Promise.all(Array.from({ length: concurrency }, client))
