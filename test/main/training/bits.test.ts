import { describe, expect, it } from 'vitest';
import { byGenerator, bySingleSteps, pairs } from './bits-matrix';

const batches = 6;

describe('fitGenerator and as many calls of trainOnBatch', () => {
  it.each(pairs)('give the same bytes: $network, $optimizer', async ({ network, optimizer }) => {
    const single = await bySingleSteps(network, optimizer, batches);
    expect(single.losses).toHaveLength(batches * 2 * 16);
    expect(await byGenerator(network, optimizer, batches)).toEqual(single);
  });

  it('would be told apart by one batch less', async () => {
    const [five, six] = [await bySingleSteps('MLP', 'SGD', 5), await bySingleSteps('MLP', 'SGD', 6)];
    expect(five.state).not.toEqual(six.state);
  });
});
