#!/usr/bin/env node
import { t as runCli } from "./terminal.js";
import { r as refuseDebugger } from "./start.js";

// src/cli.ts
refuseDebugger(process);
process.exitCode = await runCli(process);

export {  };