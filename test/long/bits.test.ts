import { describe, expect, it } from 'vitest';
import { byGenerator, bySingleSteps, pairs } from '../main/training/bits-matrix';

const batches = 200;

describe(`${batches} batches by fitGenerator and as many calls of trainOnBatch`, () => {
  it.each(pairs)('give the same bytes: $network, $optimizer', async ({ network, optimizer }) => {
    const single = await bySingleSteps(network, optimizer, batches);
    expect(single.losses).toHaveLength(batches * 2 * 16);
    expect(await byGenerator(network, optimizer, batches)).toEqual(single);
  });
});
