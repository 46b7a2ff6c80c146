import { runStep } from './github/step.ts'

process.exitCode = await runStep(process)
