import { expect, it } from 'vitest';
import { fuzzCommands } from './fuzz-commands';

it.each([0, 1, 2, 3, 4, 5, 6])('a run obeys any commands and stays exact: seed %d', async (seed) => {
  await expect(fuzzCommands(seed, 15)).resolves.toBeUndefined();
});
