import type { LaunchOptions } from './program.ts'
import { COOKIE_VARIABLE } from '../proc/cookie.ts'

/**
 * What every program gets of the step's environment. It lies on the stack, so 60 kB of a variable that nobody reads
 * move a Python by 112 KiB; and each variable costs, so no padding evens them out. Orphans that bear
 * RUNNER_TRACKING_ID are killed by the runner at the end of the job: a last net below ours.
 */
const GIVEN = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'TMPDIR',
  'TZ',
  'LANG',
  'LC_*',
  'LD_LIBRARY_PATH',
  'JAVA_HOME',
  'VIRTUAL_ENV',
  'RUNNER_TRACKING_ID',
].map(patternOf)

/** The runner's own tokens, and the inputs of the step: only who names one whole means it. */
const SECRET = /^(INPUT|ACTIONS|STATE)_/

/** What runners, shells and npm set: nobody misses it. */
const NOISE = [
  SECRET,
  /^(GITHUB|RUNNER)_/,
  /^(npm|NPM)_/,
  /^(CI|INIT_CWD|OLDPWD|PWD|SHLVL|_|COLUMNS|LINES|TERM|COLORTERM|LS_COLORS|LESS(OPEN|CLOSE)|PS1|MAIL)$/,
  /^(NODE|COLOR|EDITOR|HOSTNAME|INVOCATION_ID|JOURNAL_STREAM|SYSTEMD_EXEC_PID|MEMORY_PRESSURE_(WATCH|WRITE))$/,
  // The images of GitHub's runners: github.com/actions/runner-images, images/ubuntu/scripts/build
  /^(ACCEPT_EULA|AGENT_TOOLSDIRECTORY|ANT_HOME|AZURE_EXTENSION_DIR|BOOTSTRAP_HASKELL_NONINTERACTIVE)$/,
  /^(CHROME_BIN|(CHROME|EDGE|GECKO)WEBDRIVER|SELENIUM_JAR_PATH|CONDA|DEBIAN_FRONTEND|DEPLOYMENT_BASEPATH)$/,
  /^(ANDROID_(HOME|NDK|NDK_HOME|NDK_LATEST_HOME|NDK_ROOT|SDK_ROOT)|JAVA_HOME_\d+_\w+|GOROOT_\d+_\d+_\w+)$/,
  /^(DOTNET_(MULTILEVEL_LOOKUP|NOLOGO|SKIP_FIRST_TIME_EXPERIENCE)|ENABLE_RUNNER_TRACING|GHCUP_INSTALL_BASE_PREFIX)$/,
  /^(GRADLE_HOME|HOMEBREW_\w+|Image(OS|Version)|LEIN_(HOME|JAR)|NVM_DIR|PERFLOG_LOCATION_SETTING|PIPX_(BIN_DIR|HOME))$/,
  /^(POWERSHELL_DISTRIBUTION_CHANNEL|SGX_AESM_ADDR|SWIFT_PATH|VCPKG_INSTALLATION_ROOT|XDG_(CONFIG_HOME|RUNTIME_DIR))$/,
]

type Variables = Readonly<Record<string, string | undefined>>

/**
 * The environment of a program: a few variables of the step, those that the scenario names, the scenario's own, and
 * the run's cookie. Sorted by name, so that it is laid out the same each time.
 */
export function programEnvironment(
  stepEnv: Variables,
  { env, passEnv = [], workingDirectory }: Pick<LaunchOptions, 'env' | 'passEnv' | 'workingDirectory'>,
  cookieValue: string,
): Record<string, string> {
  const isHandedOver = handOverBy(passEnv)
  const handedOver = Object.entries(stepEnv).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && isHandedOver(entry[0]),
  )
  const all = [
    ...handedOver,
    ['PWD', workingDirectory] as const,
    ...Object.entries(env),
    [COOKIE_VARIABLE, cookieValue] as const,
  ]
  // fromEntries defines own properties, so that a variable may be called `__proto__`.
  const byName = Object.entries(Object.fromEntries(all))
  return Object.fromEntries(byName.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The scenario with the names that its `passEnv` stands for in this step, sorted. */
export function withPassedNames<Some extends Pick<LaunchOptions, 'passEnv'>>(
  scenario: Some,
  stepEnv: Variables,
): Some & { readonly passEnv: readonly string[] } {
  const isNamed = namedBy(scenario.passEnv ?? [])
  const passEnv = Object.keys(stepEnv).filter((name) => stepEnv[name] !== undefined && isNamed(name))
  return { ...scenario, passEnv: passEnv.toSorted() }
}

/** The names of the variables that the step has and the program does not get, sorted; without those nobody misses. */
export function heldBackVariables(
  stepEnv: Variables,
  { env, passEnv = [] }: Pick<LaunchOptions, 'env' | 'passEnv'>,
): readonly string[] {
  const isHandedOver = handOverBy(passEnv)
  return Object.keys(stepEnv)
    .filter((name) => stepEnv[name] !== undefined && !isHandedOver(name) && !Object.hasOwn(env, name))
    .filter((name) => !NOISE.some((pattern) => pattern.test(name)))
    .toSorted()
}

function handOverBy(passEnv: readonly string[]): (name: string) => boolean {
  const isNamed = namedBy(passEnv)
  return (name) => GIVEN.some((pattern) => pattern.test(name)) || isNamed(name)
}

function namedBy(passEnv: readonly string[]): (name: string) => boolean {
  const patterns = passEnv.map(patternOf)
  return (name) =>
    SECRET.test(name) ? passEnv.includes(name) : patterns.some((pattern) => pattern.test(name))
}

/** `*` stands for any characters, everything else for itself. */
function patternOf(glob: string): RegExp {
  const parts = glob.split('*').map((part) => part.replace(/[\\^$.+()|]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 's')
}
