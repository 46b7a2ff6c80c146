import type { BuildStep, Guess, Project } from './project.ts'

/** The server that PHP brings, with the folder that the project serves. */
export function guessFromPhp({ name, exists }: Project): readonly Guess[] {
  const folder = ['public', 'web', 'htdocs', '.'].find((one) => exists(`${one}/index.php`))
  if (folder === undefined) return []
  const source = folder === '.' ? 'index.php' : `${folder}/index.php`
  return [{ source, name, run: ['php', '-S', '127.0.0.1:8000', '-t', folder], env: {}, build: [] }]
}

export function phpBuild({ exists }: Project): readonly BuildStep[] {
  return exists('composer.json') ? [{ run: 'composer install --no-dev --no-interaction' }] : []
}
