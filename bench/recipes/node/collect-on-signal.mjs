// Preloaded by NODE_OPTIONS=--import=./collect-on-signal.mjs: on SIGUSR2, V8 collects all garbage and gives the pages
// back, as it does on low memory. gc() of --expose-gc collects too, but keeps the pages.
import { Session } from 'node:inspector'

process.on('SIGUSR2', () => {
  const session = new Session()
  session.connect()
  session.post('HeapProfiler.enable', () => session.post('HeapProfiler.collectGarbage'))
})
