import { runStep } from './github/step.ts'
import { refuseDebugger, surviveFileLimits } from './model/interrupt.ts'

refuseDebugger(process)
surviveFileLimits(process)
process.exitCode = await runStep(process)
