import { runStep } from './github/step.ts'
import { refuseDebugger } from './model/interrupt.ts'

refuseDebugger(process)
process.exitCode = await runStep(process)
