'use strict'
// Loaded by Node before the program, by way of NODE_OPTIONS, in a traced run of footprint-gate. It marks when modules
// begin and end, and measures nothing.
const folder = process.env.FOOTPRINT_GATE_MARKS
if (folder !== undefined && require('node:worker_threads').isMainThread) {
  const { openSync, readFileSync, writeSync, constants } = require('node:fs')
  const Module = require('node:module')
  const { O_WRONLY, O_CREAT, O_APPEND, O_NOFOLLOW } = constants
  const workingDirectory = `${process.cwd()}/`
  const wantsSizes = process.env.FOOTPRINT_GATE_MARK_SIZES === '1'
  let descriptor = -1

  /** Kilobytes; where nobody else watches, this is all there is to know. */
  const written = () => /^Pss_Dirty:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/smaps_rollup', 'latin1'))[1]

  const mark = (what, name) => {
    try {
      if (descriptor === -1) {
        descriptor = openSync(`${folder}/${process.pid}`, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW, 0o600)
      }
      const size = wantsSizes ? `@${written()}` : ''
      const line = `${process.hrtime.bigint()} ${process.pid} ${process.pid} ${what}${size} ${name.replace(/\n/g, ' ')}\n`
      writeSync(descriptor, line)
    } catch {
      // The program goes on without marks.
    }
  }

  const pathOf = (file) => (file.startsWith('file://') ? decodeURI(file.slice(7)).replace(/\?.*$/, '') : file)

  /** `express/lib/router/index.js` of a package, else the path from the working directory. */
  const nameOf = (file) => {
    const path = pathOf(file)
    const place = path.lastIndexOf('/node_modules/')
    if (place !== -1) return path.slice(place + '/node_modules/'.length)
    return path.startsWith(workingDirectory) ? path.slice(workingDirectory.length) : path
  }

  const around = (name, act) => {
    mark('+import', name)
    try {
      return act()
    } finally {
      mark('-import', name)
    }
  }

  mark('hello', `node ${process.versions.node}`)

  /** The module whose source is being read: it is marked already. */
  let loading = null
  const compile = Module.prototype._compile
  Module.prototype._compile = function (content, filename, ...rest) {
    const act = () => compile.call(this, content, filename, ...rest)
    if (loading !== filename) return around(nameOf(filename), act)
    loading = null
    return act()
  }
  for (const extension of ['.js', '.json', '.node']) {
    const load = Module._extensions[extension]
    Module._extensions[extension] = function (module, filename) {
      return around(nameOf(filename), () => {
        loading = filename
        return load.call(this, module, filename)
      })
    }
  }
  const builtins = new Set(Module.builtinModules)
  const seen = new Set()
  const load = Module._load
  Module._load = function (request, ...rest) {
    const bare = String(request).replace(/^node:/, '')
    if (!builtins.has(bare) || seen.has(bare)) return load.call(this, request, ...rest)
    seen.add(bare)
    return around(`node:${bare}`, () => load.call(this, request, ...rest))
  }

  // Nothing is called around the evaluation of an ES module: so its source says by itself when it begins and ends. On
  // the first line, so that positions hold but for the columns there.
  if (typeof Module.registerHooks === 'function') {
    const key = '__footprintGateMark'
    Object.defineProperty(globalThis, key, { value: mark, enumerable: false })
    const bracket = (source, url) => {
      const text = typeof source === 'string' ? source : Buffer.from(source).toString('utf8')
      const name = JSON.stringify(nameOf(url))
      const [, shebang, rest] = /^(#!.*\n)?([^]*)$/.exec(text)
      return `${shebang ?? ''}globalThis.${key}('+import', ${name});${rest}\n;globalThis.${key}('-import', ${name});`
    }
    Module.registerHooks({
      load(url, context, nextLoad) {
        const isFile = url.startsWith('file:')
        // That of a module that is required is read while it is marked.
        const isMarked = !isFile || pathOf(url) === loading
        const loaded = isMarked ? nextLoad(url, context) : around(nameOf(url), () => nextLoad(url, context))
        if (!isFile || loaded.format !== 'module' || loaded.source == null) return loaded
        return { ...loaded, source: bracket(loaded.source, url) }
      },
    })
  }
}
