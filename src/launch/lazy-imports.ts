import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Python loads a `sitecustomize` at its start. This one puts a finder in front, which gives the named modules the
 * lazy loader of the standard library, and then runs the `sitecustomize` that it has hidden, if there is one.
 */
const sitecustomize = (modules: readonly string[]) => `import importlib.machinery
import importlib.util
import os
import sys

MODULES = ${JSON.stringify(modules)}


class LazyFinder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name not in MODULES:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None and hasattr(spec.loader, "exec_module"):
            spec.loader = importlib.util.LazyLoader(spec.loader)
        return spec


sys.meta_path.insert(0, LazyFinder)

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [path for path in sys.path if path != here]
spec = importlib.machinery.PathFinder.find_spec("sitecustomize")
if spec is not None and spec.loader is not None:
    module = importlib.util.module_from_spec(spec)
    sys.modules["sitecustomize"] = module
    spec.loader.exec_module(module)
`

/** Writes into the folder what makes a Python whose PYTHONPATH it is on import the modules at their first use. */
export async function writeLazyImports(folder: string, modules: readonly string[]): Promise<void> {
  await writeFile(join(folder, 'sitecustomize.py'), sitecustomize(modules))
}
