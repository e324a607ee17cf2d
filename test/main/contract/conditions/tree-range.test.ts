import { describe, expect, it } from 'vitest';
import { compileCondition } from '../../../../main/contract/conditions/compile';
import { parseCondition } from '../../../../main/contract/conditions/parse-condition';
import { rangeOf } from '../../../../main/contract/conditions/tree-range';
import { anything, between, type ValueRange } from '../../../../main/contract/conditions/value-range';
import { sourcesOf, vocabulary } from './example-run';
import { drawFrom, oneOf, type Draw } from './fuzz';

const texts = [
  'loss + accuracy',
  'loss - accuracy',
  'loss * accuracy',
  'loss / accuracy',
  'loss % accuracy',
  'loss ** accuracy',
  '-loss',
  'abs(loss)',
  'sqrt(loss)',
  'log(loss)',
  'exp(loss)',
  'floor(loss)',
  'round(loss)',
  'min(loss, accuracy, 0)',
  'max(loss, accuracy, 0)',
  'isNaN(loss)',
  'isNaN(loss - accuracy)',
  'isNaN(loss * accuracy)',
  'isNaN(min(loss, accuracy))',
  'isFinite(loss)',
  'isFinite(exp(loss))',
  '!(loss > accuracy)',
  'loss > accuracy',
  'loss >= accuracy',
  'loss < accuracy',
  'loss <= accuracy',
  'loss == accuracy',
  'loss != accuracy',
  'loss > 0 && accuracy > 0',
  'loss > 0 || accuracy > 0',
  'loss > accuracy ? loss : 2 * accuracy',
  'log(loss + 2) * (accuracy - loss) > exp(accuracy)',
];
const ends = [-Infinity, -1e300, -40, -2, -1, -0.5, 0, 0.25, 1, 1.5, 3, 700, 1e300, Infinity];

function aRange(draw: Draw): ValueRange {
  return between([oneOf(ends, draw), oneOf(ends, draw)], draw(3) === 0);
}

/** A value of a range: an end, or one in between. */
function valueIn({ low, high, mayBeNaN }: ValueRange, draw: Draw): number {
  if (mayBeNaN && draw(3) === 0) return NaN;
  const inside = [low, high, low / 2 + high / 2, ...ends, draw(1000) / 250 - 2];
  return oneOf(
    inside.filter((value) => value >= low && value <= high),
    draw,
  );
}

const holds = ({ low, high, mayBeNaN }: ValueRange, value: number): boolean =>
  Number.isNaN(value) ? mayBeNaN : value >= low && value <= high;

describe('the range of an expression', () => {
  it.each(texts)('%s holds all that it comes to', (text) => {
    const parsing = parseCondition(text, vocabulary);
    if (!('parsed' in parsing)) throw new Error(JSON.stringify(parsing));
    const condition = compileCondition(parsing.parsed);
    const draw = drawFrom(9);
    for (let round = 0; round < 3000; round += 1) {
      const ranges: { readonly [key: string]: ValueRange } = { loss: aRange(draw), accuracy: aRange(draw) };
      const series = { loss: valueIn(ranges['loss']!, draw), accuracy: valueIn(ranges['accuracy']!, draw) };
      const range = rangeOf(parsing.parsed.tree, (leaf) => {
        if (leaf.kind !== 'source' || leaf.source.kind !== 'series') throw new Error(leaf.kind);
        return ranges[leaf.source.key]!;
      });
      const value = Number(condition.evaluate(sourcesOf({ series })));
      if (!holds(range, value)) expect.fail(`${value} of ${JSON.stringify(series)} is not in ${JSON.stringify(range)}`);
    }
  });

  it.each([
    ['loss > 100 * accuracy', [0, 1], [0.5, 1], 0],
    ['loss > accuracy', [2, 3], [0, 1], 1],
    ['isNaN(loss) || loss > 5', [0, 5], [0, 0], 0],
    ['loss / accuracy > 10', [0, 4], [1, 2], 0],
    ['loss - 2 * accuracy < -4', [1, 2], [1, 2], 0],
    ['sqrt(loss) > 3 && accuracy > 0', [0, 9], [-1, 1], 0],
  ] as const)('%s is known where it can be', (text, loss, accuracy, value) => {
    const parsing = parseCondition(text, vocabulary);
    if (!('parsed' in parsing)) throw new Error(JSON.stringify(parsing));
    const ranges: { readonly [key: string]: ValueRange } = { loss: between(loss), accuracy: between(accuracy) };
    const range = rangeOf(parsing.parsed.tree, (leaf) =>
      leaf.kind === 'source' && leaf.source.kind === 'series' ? ranges[leaf.source.key]! : anything,
    );
    expect(range).toMatchObject({ low: value, high: value });
  });
});
