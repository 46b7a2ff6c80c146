import manifest from '../../package.json' with { type: 'json' }

/** Of footprint-gate, as published. */
export const VERSION: string = manifest.version
