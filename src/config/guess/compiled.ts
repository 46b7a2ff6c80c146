import { type BuildStep, type Guess, isPlainName, lastPart, type Project, tableOf } from './project.ts'
import { readToml } from './python.ts'

/** Programs that a compiler makes, with the command that makes them. */
export function guessFromGo({ name, paths, textOf }: Project): readonly Guess[] {
  const module = /^module\s+(\S+)/m.exec(textOf('go.mod') ?? '')?.[1]
  if (module === undefined) return []
  const own = lastPart(module.replace(/\/v\d+$/, ''))
  const setUp: BuildStep = { uses: 'actions/setup-go@v6', with: { 'go-version-file': 'go.mod' } }
  const guess = (program: string, source: string, folder: string): Guess => ({
    source,
    name: program,
    run: [`bin/${program}`],
    env: {},
    build: [setUp, { run: `go build -o bin/${program} ${folder}` }],
  })
  const commands = paths
    .flatMap((path) => /^cmd\/([^/]+)\/main\.go$/.exec(path)?.[1] ?? [])
    .filter(isPlainName)
  const isMain = /^package main\b/m.test(textOf('main.go') ?? '')
  const likely = (program: string) =>
    program === own || program === name ? 0 : /server|d$/.test(program) ? 1 : 2
  return [
    ...(isMain && isPlainName(own) ? [guess(own, 'go.mod, main.go', '.')] : []),
    ...commands
      .toSorted((a, b) => likely(a) - likely(b))
      .map((program) => guess(program, `go.mod, cmd/${program}`, `./cmd/${program}`)),
  ]
}

export function guessFromCargo({ paths, textOf }: Project): readonly Guess[] {
  const manifests = paths.filter((path) => lastPart(path) === 'Cargo.toml')
  return manifests.flatMap((path) => {
    const folder = path.slice(0, -'Cargo.toml'.length)
    const manifest = readToml(textOf(path))
    const { name, 'default-run': usual } = tableOf(manifest['package'])
    const bins = Array.isArray(manifest['bin']) ? manifest['bin'].map((bin) => tableOf(bin)['name']) : []
    const more = paths.flatMap((one) =>
      one.startsWith(`${folder}src/bin/`) ? lastPart(one).replace(/\.rs$/, '') : [],
    )
    const own = paths.includes(`${folder}src/main.rs`) && bins.length === 0 ? [name] : []
    const programs = [...new Set([usual, ...own, ...bins, ...more])].filter(
      (program): program is string => typeof program === 'string' && isPlainName(program),
    )
    const locked = paths.includes('Cargo.lock') ? ' --locked' : ''
    return programs.map((program) => ({
      source: program === usual ? `${path}, default-run` : path,
      name: program,
      run: [`target/release/${program}`] as const,
      env: {},
      build: [{ run: `cargo build --release${locked} --bin ${program}` }],
    }))
  })
}

/** Of Makefile.am, where a folder builds in its place; of CMakeLists.txt, in `build`. */
export function guessFromMake({ paths, textOf }: Project): readonly Guess[] {
  const automake = paths
    .filter((path) => lastPart(path) === 'Makefile.am')
    .flatMap((path) => {
      const text = (textOf(path) ?? '').replace(/\\\n/g, ' ')
      const names = Array.from(text.matchAll(/^s?bin_PROGRAMS\s*\+?=(.*)$/gm), ([, list = '']) =>
        list.trim().split(/\s+/),
      )
      const folder = path.slice(0, -'Makefile.am'.length)
      const configure = paths.includes('configure')
        ? ''
        : paths.includes('autogen.sh')
          ? './autogen.sh && '
          : 'autoreconf -i && '
      return names
        .flat()
        .filter(isPlainName)
        .map((program) => ({
          source: `${path}, bin_PROGRAMS`,
          name: program,
          run: [`${folder === '' ? './' : folder}${program}`] as const,
          env: {},
          build: [{ run: `${configure}./configure && make` }],
        }))
    })
  const targets = Array.from(
    (textOf('CMakeLists.txt') ?? '').matchAll(/^\s*add_executable\s*\(\s*([\w.-]+)/gim),
  )
  const cmake = targets.map(([, program = '']) => ({
    source: 'CMakeLists.txt, add_executable',
    name: program,
    run: [`build/${program}`] as const,
    env: {},
    build: [{ run: 'cmake -B build && cmake --build build' }],
  }))
  return [...automake, ...cmake]
}
