import { expect, it } from 'vitest';
import { fuzzCommands } from '../main/training/commands-fuzz/fuzz-commands';

const seeds = Array.from({ length: 63 }, (_, seed) => 100 + seed);

it.each(seeds)('a run obeys any commands and stays exact: seed %d', async (seed) => {
  await expect(fuzzCommands(seed, 40)).resolves.toBeUndefined();
});
