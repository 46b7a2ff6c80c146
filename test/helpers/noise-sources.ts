/** Uniform in [0, 1), the same for the same seed: mulberry32 (Tommy Ettinger, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A way in which runs of the same program differ, around 0 and of about unit size. */
export type Noise = () => number

/** Box & Muller (1958). */
export const normalNoise =
  (random: () => number): Noise =>
  () =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

export function noisesOf(random: () => number): Readonly<Record<string, Noise>> {
  const normal = normalNoise(random)
  return {
    normal,
    lognormal: () => Math.exp(0.5 * normal()) - 1,
    bimodal: () => (random() < 0.3 ? 4 : 0) + 0.2 * normal(),
    'two values': () => (random() < 0.2 ? 1 : 0),
    none: () => 0,
  }
}
