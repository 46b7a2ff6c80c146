// Preloaded (NODE_OPTIONS=--import=./gc-on-signal.mjs): on SIGUSR2, V8 collects all garbage and gives the pages back.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc')
process.on('SIGUSR2', () => gc())
