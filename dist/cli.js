#!/usr/bin/env node
import { t as runCli } from "./terminal.js";
import { i as surviveFileLimits, r as refuseDebugger } from "./start.js";

// src/cli.ts
refuseDebugger(process);
surviveFileLimits(process);
process.exitCode = await runCli(process);

export {  };