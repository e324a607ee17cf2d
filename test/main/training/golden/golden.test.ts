import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { GoldenCase } from './case';
import { goldenFiles, readGolden } from './read';
import { replayGolden } from './replay';

const cases = goldenFiles(join(import.meta.dirname, '../../../golden'))
  .map(readGolden)
  .map((golden): readonly [string, GoldenCase] => [golden.name, golden]);

describe('trainOnBatch and fitGenerator give what Keras gives', () => {
  it.each(cases)('as a graph: %s', async (_, golden) => {
    expect(await replayGolden(golden, false)).toMatchObject({ problems: [], modes: ['compiled', 'compiled'] });
  });

  // All of them are among the long runs.
  it.each(cases.filter((_, at) => at % 12 === 0))('operation by operation: %s', async (_, golden) => {
    expect(await replayGolden(golden, true)).toMatchObject({ problems: [], modes: ['eager', 'eager'] });
  });
});
