import { describe, expect, it } from 'vitest';
import { compileCondition } from '../../../../main/contract/conditions/compile';
import { Histories } from '../../../../main/contract/conditions/histories';
import { parseCondition } from '../../../../main/contract/conditions/parse-condition';
import { sourcesOf, vocabulary } from './example-run';

/** Numbers from 0 to 1 that are the same every time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** What an expression comes to with each of the losses. */
function follow(text: string, losses: readonly number[], histories = new Histories()): readonly number[] {
  const parsing = parseCondition(text, vocabulary);
  if (!('parsed' in parsing)) throw new Error(JSON.stringify(parsing.problems));
  const condition = compileCondition(parsing.parsed, histories);
  return losses.map((loss) => {
    const sources = sourcesOf({ series: { loss } });
    histories.record('before-commit', sources);
    return condition.evaluate(sources) as number;
  });
}

const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;

/** The plain definitions, computed anew for every window. */
const definitions: { readonly [name: string]: (values: readonly number[]) => number } = {
  mean,
  std: (values) => {
    const middle = mean(values);
    return Math.sqrt(values.reduce((sum, each) => sum + (each - middle) ** 2, 0) / (values.length - 1));
  },
  slope: (values) => {
    const [middle, place] = [mean(values), (values.length - 1) / 2];
    const squares = values.reduce((sum, _, at) => sum + (at - place) ** 2, 0);
    return values.reduce((sum, each, at) => sum + (at - place) * (each - middle), 0) / squares;
  },
  median: (values) => {
    const sorted = [...values].sort((a, b) => a - b);
    const upper = sorted[values.length >> 1]!;
    return values.length % 2 === 1 ? upper : (sorted[(values.length >> 1) - 1]! + upper) / 2;
  },
  min: (values) => Math.min(...values),
  max: (values) => Math.max(...values),
};

describe('a function over the past', () => {
  const draw = seeded(7);
  const losses = Array.from({ length: 700 }, (_, at) => 1000 + 3 * Math.exp(-at / 90) + 1e-3 * draw());

  it.each(Object.keys(definitions).flatMap((name) => [2, 7, 50, 128].map((window) => [name, window] as const)))(
    '%s over %i values is what its definition says',
    (name, window) => {
      const values = follow(`${name}(loss, ${window})`, losses);
      const isExact = ['median', 'min', 'max'].includes(name);
      for (const [at, value] of values.entries()) {
        if (at + 1 < window) expect(value).toBeNaN();
        else {
          const wanted = definitions[name]!(losses.slice(at + 1 - window, at + 1));
          const tolerance = isExact ? 1e-12 : Math.max(1e-9 * Math.abs(wanted), 1e-11);
          expect(Math.abs(value - wanted)).toBeLessThanOrEqual(tolerance);
        }
      }
    },
  );

  it('knows nothing until its window is full', () => {
    expect(follow('mean(loss, 3)', [1, 2, 3, 4])).toEqual([NaN, NaN, 2, 3]);
    expect(follow('max(previous(loss), 2)', [5, 2, 3, 4])).toEqual([NaN, NaN, 5, 3]);
  });

  it('previous is one value ago, or several', () => {
    expect(follow('previous(loss)', [1, 2, 3])).toEqual([NaN, 1, 2]);
    expect(follow('previous(previous(loss), 2)', [1, 2, 3, 4, 5])).toEqual([NaN, NaN, NaN, 1, 2]);
  });

  it('ema begins with the first value and leaves out what is not finite', () => {
    expect(follow('ema(loss, 0.5)', [4, 2, NaN, Infinity, 1])).toEqual([4, 3, 3, 3, 2]);
  });

  it('is NaN while a NaN is in its window, and right again after it', () => {
    const values = [1, NaN, 3, 4, 5];
    expect(follow('mean(loss, 2)', values)).toEqual([NaN, NaN, NaN, 3.5, 4.5]);
    expect(follow('median(loss, 2)', values)).toEqual([NaN, NaN, NaN, 3.5, 4.5]);
    expect(follow('slope(loss, 2)', values)).toEqual([NaN, NaN, NaN, 1, 1]);
  });

  it.each(['median', 'min', 'max', 'mean'])(
    '%s is right whatever mixture of numbers, NaN and infinities comes',
    (name) => {
      const draw = seeded(11);
      const odd = [NaN, NaN, Infinity, -Infinity, 0, 1];
      const losses = Array.from({ length: 600 }, () => (draw() < 0.15 ? odd[Math.floor(6 * draw())]! : draw()));
      const window = 6;
      for (const [at, value] of follow(`${name}(loss, ${window})`, losses).entries()) {
        const values = losses.slice(Math.max(0, at + 1 - window), at + 1);
        const isKnown = values.length === window && !values.some(name === 'mean' ? (each) => !isFinite(each) : isNaN);
        if (isKnown) expect(value).toBeCloseTo(definitions[name]!(values), 12);
        else expect(value).toBeNaN();
      }
    },
  );

  it('ranks infinities', () => {
    expect(follow('max(loss, 2)', [1, Infinity, 3, 4])).toEqual([NaN, Infinity, Infinity, 4]);
    expect(follow('median(loss, 3)', [1, Infinity, 3, -Infinity])).toEqual([NaN, NaN, 3, 3]);
  });

  it('does not lose its digits to a huge value that has left', () => {
    const spike = [...Array.from({ length: 20 }, () => 0.5), 1e18, ...Array.from({ length: 20 }, (_, at) => at / 8)];
    const at = 20 + 10;
    const window = spike.slice(at - 9, at + 1);
    expect(follow('mean(loss, 10)', spike)[at]).toBeCloseTo(mean(window), 12);
    expect(follow('std(loss, 10)', spike)[at]).toBeCloseTo(definitions['std']!(window), 12);
    expect(follow('slope(loss, 10)', spike)[at]).toBeCloseTo(1 / 8, 12);
  });
});

describe('histories', () => {
  const text = 'mean(loss, 5) + median(loss, 9) + ema(loss, 0.9) + slope(previous(loss, 2), 4) + max(loss, 3)';
  const draw = seeded(3);
  const losses = Array.from({ length: 60 }, draw);

  it('go on from a state as if they had never stopped, bit for bit', () => {
    const whole = follow(text, losses);
    for (const at of [1, 4, 13, 31]) {
      const before = new Histories();
      follow(text, losses.slice(0, at), before);
      const after = new Histories();
      follow(text, [9, 9, 9], after);
      after.setState(structuredClone(before.getState()));
      expect(follow(text, losses.slice(at), after)).toEqual(whole.slice(at));
    }
  });

  it('forget a batch that was not committed', () => {
    const whole = follow(text, losses);
    const histories = new Histories();
    follow(text, losses.slice(0, 20), histories);
    follow(text, [NaN], histories);
    histories.discard();
    follow(text, [1e9], histories);
    histories.discard();
    const values = follow(text, losses.slice(20), histories);
    for (const [at, value] of values.entries()) expect(value).toBeCloseTo(whole[20 + at]!, 12);
  });

  it('take over from others what both keep, and begin the rest from the values', () => {
    const others = new Histories();
    follow('mean(loss, 30)', losses.slice(0, 40), others);
    const histories = new Histories();
    follow('median(loss, 9) + mean(accuracy, 2)', [], histories);
    histories.setState(others.getState());
    expect(follow('median(loss, 9)', losses.slice(40), histories)).toEqual(follow('median(loss, 9)', losses).slice(40));
  });

  it('can be begun with what a run has recorded', () => {
    const histories = new Histories();
    follow(text, [], histories);
    histories.prefill((series, most) => (series === 'loss' ? losses.slice(0, 40).slice(-most) : []));
    const values = follow(text, losses.slice(40), histories);
    for (const [at, value] of values.entries()) expect(value).toBeCloseTo(follow(text, losses)[40 + at]!, 12);
  });

  it('of one model do not grow with the batches of another', () => {
    const histories = new Histories();
    const parsing = parseCondition('previous(loss)', vocabulary);
    if (!('parsed' in parsing)) throw new Error('not parsed');
    const condition = compileCondition(parsing.parsed, histories);
    const record = (loss: number, isOwn: boolean) =>
      histories.record('before-commit', {
        ...sourcesOf({ series: { loss } }),
        isOwn: (key) => isOwn && key === 'loss',
      });
    record(1, true);
    record(1, false);
    record(2, true);
    record(2, false);
    histories.discard();
    expect(condition.evaluate(sourcesOf())).toBe(1);
  });

  it('of epochs grow at the end of epochs only', () => {
    const histories = new Histories();
    const parsing = parseCondition('previous(val_loss)', vocabulary);
    if (!('parsed' in parsing)) throw new Error('not parsed');
    const condition = compileCondition(parsing.parsed, histories);
    const record = (moment: 'before-commit' | 'epoch-end', val_loss: number) =>
      histories.record(moment, sourcesOf({ series: { val_loss } }));
    record('epoch-end', 3);
    record('before-commit', 4);
    record('epoch-end', 5);
    expect(condition.evaluate(sourcesOf())).toBe(3);
  });
});
