import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { goldenFiles, readGolden } from './read';
import { replayGolden } from './replay';

const cases = goldenFiles(join(import.meta.dirname, '../../../golden')).map(readGolden);

describe('trainOnBatch and fitGenerator give what Keras gives', () => {
  it.each(cases.map((golden) => [golden.name, golden] as const))('%s', async (_, golden) => {
    const { problems } = await replayGolden(golden);
    expect(problems).toEqual([]);
  });
});
