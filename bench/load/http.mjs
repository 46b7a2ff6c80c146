// node http.mjs PORT COUNT [CONCURRENCY]: so many requests, one connection each, the same each time.
import { request } from 'node:http'

const [port, count, concurrency = 4] = process.argv.slice(2).map(Number)
let next = 0

function get(path) {
  return new Promise((done, fail) => {
    request({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      response.resume()
      response.on('end', done)
    })
      .on('error', fail)
      .end()
  })
}

async function worker() {
  while (next < count) {
    next += 1
    await get('/')
  }
}

await Promise.all(Array.from({ length: concurrency }, worker))
