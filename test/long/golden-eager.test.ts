import { join } from 'node:path';
import { expect, it } from 'vitest';
import { goldenFiles, readGolden } from '../main/training/golden/read';
import { replayGolden } from '../main/training/golden/replay';

const cases = goldenFiles(join(import.meta.dirname, '../golden')).map(readGolden);

it.each(cases.map((golden) => [golden.name, golden] as const))(
  '%s, operation by operation, as in Keras',
  async (_, golden) => {
    expect(await replayGolden(golden, true)).toMatchObject({ problems: [], modes: ['eager', 'eager'] });
  },
);
