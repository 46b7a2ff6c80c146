#!/usr/bin/env node
import { runCli } from './commands/program.ts'

process.exitCode = await runCli(process)
