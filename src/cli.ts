#!/usr/bin/env node
import { runCli } from './cli/run-cli.ts'
import { refuseDebugger, surviveFileLimits } from './model/interrupt.ts'

refuseDebugger(process)
surviveFileLimits(process)
process.exitCode = await runCli(process)
