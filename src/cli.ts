#!/usr/bin/env node
import { runCli } from './cli/run-cli.ts'
import { refuseDebugger } from './model/interrupt.ts'

refuseDebugger(process)
process.exitCode = await runCli(process)
