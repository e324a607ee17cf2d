import { describe, expect, it } from 'vitest';
import { byGenerator, bySingleSteps, ways } from '../main/training/bits-matrix';

const batches = 200;

describe(`${batches} batches by fitGenerator and as many calls of trainOnBatch`, () => {
  it.each(ways)('give the same bytes: $network, $optimizer, eager $eager', async (way) => {
    const single = await bySingleSteps(way, batches);
    expect(single.losses).toHaveLength(batches * 2 * 16);
    expect(single.mode).toBe(way.eager ? 'eager' : 'compiled');
    expect(await byGenerator(way, batches)).toEqual(single);
  });
});
