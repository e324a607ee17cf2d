import { expect, it } from 'vitest';
import { fuzzCommands } from '../main/training/commands-fuzz/fuzz-commands';

const seeds = Array.from({ length: 63 }, (_, seed) => 100 + seed);
/** The longest takes a fifth of it beside other work; a run that never rests is then known by its seed. */
const limitMs = 900_000;

it.each(seeds)(
  'a run obeys any commands and stays exact: seed %d',
  async (seed) => {
    await expect(fuzzCommands(seed, 40)).resolves.toBeUndefined();
  },
  limitMs,
);
