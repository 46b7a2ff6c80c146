#!/usr/bin/env node
import { runCli } from './commands/program.ts'
import { refuseDebugger } from './interrupt.ts'

refuseDebugger(process)
process.exitCode = await runCli(process)
