// node memcached.mjs PORT COUNT: stores so many values of 100 bytes and reads each back.
import { connect } from 'node:net'

const [port, count] = process.argv.slice(2).map(Number)
const socket = connect(port, '127.0.0.1')
let answered = 0
socket.on('data', (chunk) => {
  for (const byte of chunk) if (byte === 10) answered += 1
  // STORED\r\n for a set; VALUE …\r\n, the value, END\r\n for a get.
  if (answered === count * 4) socket.end()
})
for (let index = 0; index < count; index += 1) {
  socket.write(`set key-${index} 0 0 100\r\n${'x'.repeat(100)}\r\nget key-${index}\r\n`)
}
