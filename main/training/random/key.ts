/** Two 32-bit seeds, as TensorFlow's stateless kernels take them. */
export type Seeds = readonly [number, number];

const multipliers = [0x9e3779b1, 0x85ebca77] as const;

/** Scrambles 32 bits so that each input bit changes about half of the output bits. */
function scramble(bits: number): number {
  let x = bits;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}

/**
 * Hashes what identifies a draw to two seeds. Equal keys draw equal numbers, whatever was drawn before.
 * @param seed of the run; any integer
 * @param purpose what the numbers are for: `initializer`, `dropout`, ...
 * @param counters which draw it is: layer, epoch, step, ...
 */
export function seedsOf(seed: number, purpose: string, ...counters: readonly number[]): Seeds {
  let low = 0x243f6a88;
  let high = 0x13198a2e;
  const mix = (word: number): void => {
    low = scramble(Math.imul(low ^ word, multipliers[0]) + high);
    high = scramble(Math.imul(high ^ word, multipliers[1]) + low);
  };
  for (const number of [seed, purpose.length, ...counters]) {
    mix(number | 0);
    mix(Math.floor(number / 2 ** 32) | 0);
  }
  for (let at = 0; at < purpose.length; at += 1) mix(purpose.charCodeAt(at));
  return [low | 0, high | 0];
}
