import { describe, expect, it } from 'vitest';
import { byGenerator, bySingleSteps, ways } from './bits-matrix';

const batches = 6;
/** All of them are among the long runs. */
const some = ways.filter(({ eager, optimizer }) => !eager || optimizer === 'Adam');

describe('fitGenerator and as many calls of trainOnBatch', () => {
  it.each(some)('give the same bytes: $network, $optimizer, eager $eager', async (way) => {
    const single = await bySingleSteps(way, batches);
    expect(single.losses).toHaveLength(batches * 2 * 16);
    expect(single.mode).toBe(way.eager ? 'eager' : 'compiled');
    expect(await byGenerator(way, batches)).toEqual(single);
  });

  it('would be told apart by one batch less', async () => {
    const way = { network: 'MLP', optimizer: 'SGD', eager: false } as const;
    const [five, six] = [await bySingleSteps(way, 5), await bySingleSteps(way, 6)];
    expect(five.state).not.toEqual(six.state);
  });
});
