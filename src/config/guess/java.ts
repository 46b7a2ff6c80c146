import { type Guess, isPlainName, lastPart, type Project } from './project.ts'

/** Jars that are no program: sources, documentation, and what a shaded jar was made of. */
const NO_PROGRAM = /-(?:sources|javadoc|tests|plain)\.jar$|^original-/

export function guessFromJava(project: Project): readonly Guess[] {
  const { name, paths, textOf, exists } = project
  const built = (folder: string) =>
    paths.find((path) => path.startsWith(folder) && path.endsWith('.jar') && !NO_PROGRAM.test(lastPart(path)))
  const guess = (source: string, jar: string, as: string, build: string): Guess => ({
    source,
    name: isPlainName(as) ? as : name,
    run: ['java', '-jar', jar],
    env: {},
    build: [{ run: build }],
  })
  const pom = textOf('pom.xml')
  if (pom !== null) {
    const { artifact, jar } = readPom(pom)
    const maven = exists('mvnw') ? './mvnw' : 'mvn'
    return [
      guess('pom.xml', built('target/') ?? `target/${jar}`, artifact, `${maven} -B -q package -DskipTests`),
    ]
  }
  const script = ['build.gradle', 'build.gradle.kts'].find((path) => textOf(path) !== null)
  if (script === undefined) return []
  const settings = textOf('settings.gradle') ?? textOf('settings.gradle.kts') ?? ''
  const root = /rootProject\.name\s*=\s*['"]([^'"]+)['"]/.exec(settings)?.[1] ?? name
  const version = /^version\s*=?\s*['"]([^'"]+)['"]/m.exec(textOf(script) ?? '')?.[1]
  const jar = `build/libs/${root}${version === undefined ? '' : `-${version}`}.jar`
  const gradle = exists('gradlew') ? './gradlew' : 'gradle'
  return [guess(script, built('build/libs/') ?? jar, root, `${gradle} assemble`)]
}

/** What a pom says of itself, not of its parent, its plugins or what it depends on. */
function readPom(text: string): { artifact: string; jar: string } {
  const own = text.replace(
    /<!--[^]*?-->|<(parent|dependencies|dependencyManagement|profiles|plugins)>[^]*?<\/\1>/g,
    '',
  )
  const valueOf = (tag: string) => new RegExp(`<${tag}>\\s*([^<$]+?)\\s*</${tag}>`).exec(own)?.[1]
  const artifact = valueOf('artifactId') ?? 'app'
  const inherited = /<parent>[^]*?<version>\s*([^<$]+?)\s*<\/version>/.exec(text)?.[1]
  const file = valueOf('finalName') ?? `${artifact}-${valueOf('version') ?? inherited ?? '1'}`
  return { artifact, jar: `${file}.jar` }
}
