/** The branch that keeps baselines, with a history of its own: no file of the program is on it. */
export const STORE_BRANCH = 'footprint-baseline'
