// What does not help: gc() collects all garbage, but V8 keeps the pages.
process.on('SIGUSR2', () => globalThis.gc())
