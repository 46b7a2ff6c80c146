// package.json
var version = "0.1.0";

// src/version.ts
/** Of footprint-gate, as published. */
const VERSION = version;

export { VERSION as t };