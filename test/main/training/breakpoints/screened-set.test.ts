import { describe, expect, it } from 'vitest';
import type { Moment } from '../../../../main/contract/conditions/condition-types';
import type { ConditionSources } from '../../../../main/contract/conditions/condition-sources';
import { Screen } from '../../../../main/contract/conditions/screen';
import type { Breakpoint } from '../../../../main/contract/debug/breakpoint';
import type { BreakpointHit } from '../../../../main/training/breakpoints/breakpoint-hit';
import { BreakpointSet } from '../../../../main/training/breakpoints/breakpoint-set';
import { sourcesOf, vocabulary } from '../../contract/conditions/example-run';
import { drawFrom, oneOf, type Draw } from '../../contract/conditions/fuzz';

/** A number, of all that the language has for numbers. */
function number(depth: number, draw: Draw): string {
  const series = (): string => oneOf(['loss', 'accuracy', 'lr', 'batch.rows'], draw);
  if (depth === 0) {
    return oneOf(
      [
        series(),
        `${oneOf(['median', 'mean', 'min', 'max', 'std', 'slope'], draw)}(${series()}, ${2 + draw(20)})`,
        `ema(${series()}, 0.${1 + draw(9)})`,
        `previous(${series()}, ${1 + draw(9)})`,
        `median(previous(${series()}, ${1 + draw(5)}), ${2 + draw(9)})`,
        oneOf(['step', 'epoch', 'batch.index'], draw),
        String(oneOf([0, 0.1, 0.5, 1, 1.5, 2, 3, 10, 40, 1000], draw)),
      ],
      draw,
    );
  }
  const inner = (): string => number(depth - 1, draw);
  return oneOf<() => string>(
    [
      () => `(${inner()} ${oneOf(['+', '-', '*', '/', '%', '**'], draw)} ${inner()})`,
      () => `${oneOf(['abs', 'sqrt', 'log', 'exp', 'floor', 'round'], draw)}(${inner()})`,
      () => `(-${inner()})`,
      () => `(${truth(depth - 1, draw)} ? ${inner()} : ${inner()})`,
      inner,
      inner,
    ],
    draw,
  )();
}

function truth(depth: number, draw: Draw): string {
  const inner = (): string => number(depth, draw);
  if (depth === 0 || draw(3) > 0) {
    if (draw(8) === 0) return `${oneOf(['isNaN', '!isFinite'], draw)}(${inner()})`;
    // Seldom true, as breakpoints are.
    if (draw(2) === 0) return `${inner()} > ${oneOf([5, 40, 1000], draw)} * ${number(0, draw)}`;
    return `${inner()} ${oneOf(['<', '<=', '>', '>=', '>', '<', '==', '!='], draw)} ${inner()}`;
  }
  const both = (): string => truth(depth - 1, draw);
  return draw(3) === 0 ? `!(${both()})` : `((${both()}) ${oneOf(['&&', '||'], draw)} (${both()}))`;
}

/** Batches of a run whose loss falls, with noise, and now and then something odd. */
function* batches(count: number, draw: Draw): Generator<ConditionSources> {
  const perEpoch = 3 + draw(200);
  const odd = oneOf([20, 300, 1_000_000], draw);
  for (let step = 1; step <= count; step += 1) {
    const noise = 1 + (draw(1000) / 1000 - 0.5) * 0.6;
    const loss =
      draw(odd) === 0 ? oneOf([NaN, Infinity, -Infinity, 1e30, 0, -2], draw) : noise * (0.2 + 30 / (step + 10));
    const batch = (step - 1) % perEpoch;
    yield {
      ...sourcesOf({ series: { loss, accuracy: draw(11) / 10 } }),
      step,
      epoch: Math.floor((step - 1) / perEpoch),
      batch,
      rows: batch === perEpoch - 1 ? 7 : 10,
      learningRate: step > 300 ? 0.001 : 0.01,
    };
  }
}

const breakpointsOf = (conditions: readonly string[], draw: Draw): readonly Breakpoint[] =>
  conditions.map((condition, at) => ({
    id: String(at),
    condition,
    isEnabled: true,
    when: draw(2) === 0 ? 'before-commit' : 'after-commit',
    hits: { kind: 'always' },
    actions: [{ kind: 'log', text: '{loss} {mean(loss, 7)}' }],
  }));

/** One condition more, which asks for something of each batch: with it, nothing is known beforehand. */
const asking: Breakpoint = {
  id: 'asking',
  condition: 'batch.hasNaN',
  isEnabled: true,
  when: 'after-commit',
  hits: { kind: 'always' },
  actions: [{ kind: 'pause' }],
};

/** A hit with all that the person sees of it. */
const whole = ({ breakpoint: { id }, count, values, actions }: BreakpointHit): unknown => [id, count, values, actions];

/** One whose sums may be rounded in another way, as what was let go is taken out of them. */
const bare = ({ breakpoint: { id }, count }: BreakpointHit): unknown => [id, count];

/** How many batches of a run are judged without a look at any condition. */
function screened(list: readonly Breakpoint[], run: Iterable<ConditionSources>): number {
  let count = 0;
  const passes = Screen.prototype.passes;
  Screen.prototype.passes = function (sources) {
    const isPassed = passes.call(this, sources);
    if (isPassed) count += 1;
    return isPassed;
  };
  try {
    const set = new BreakpointSet(list, vocabulary);
    for (const batch of run) {
      set.evaluate('before-commit', batch);
      set.evaluate('after-commit', batch);
    }
  } finally {
    Screen.prototype.passes = passes;
  }
  return count;
}

/** Judges random conditions on random runs, with the screen and without it. @returns hits, and batches that were screened */
function compareRuns(
  rounds: number,
  draw: Draw,
  told: (hit: BreakpointHit) => unknown,
  around: (sets: readonly BreakpointSet[], batch: ConditionSources) => 'committed' | 'discarded',
): { readonly hits: number; readonly passed: number } {
  let [hits, passed] = [0, 0];
  for (let round = 0; round < rounds; round += 1) {
    const conditions = Array.from({ length: 1 + draw(3) }, () => truth(1 + draw(2), draw));
    const list = breakpointsOf(conditions, draw);
    const [set, other] = [new BreakpointSet(list, vocabulary), new BreakpointSet([...list, asking], vocabulary)];
    expect(other.problems).toEqual(set.problems);
    const run = [...batches(600, draw)];
    passed += screened(list, run);
    const compare = (moment: Moment, batch: ConditionSources): void => {
      const [found, wanted] = [set.evaluate(moment, batch), other.evaluate(moment, batch)];
      hits += found.length;
      if (found.length + wanted.length > 0) expect(found.map(told), conditions.join('\n')).toEqual(wanted.map(told));
    };
    for (const batch of run) {
      compare('before-commit', batch);
      if (around([set, other], batch) === 'discarded') for (const each of [set, other]) each.discard();
      else compare('after-commit', batch);
    }
    const { histories } = other.getState();
    expect(Object.keys(set.getState().histories)).toEqual(Object.keys(histories));
  }
  return { hits, passed };
}

describe('conditions that are known beforehand not to hold', () => {
  it('are hit by the batches that hit those which are looked at each time, with the same values', () => {
    const draw = drawFrom(5);
    const { hits, passed } = compareRuns(60, draw, whole, (sets) => {
      if (draw(100) === 0) for (const each of sets) each.setState(each.getState());
      if (draw(50) === 0) expect(sets[0]!.getState()).toEqual(sets[1]!.getState());
      return 'committed';
    });
    expect(hits).toBeGreaterThan(2000);
    expect(passed).toBeGreaterThan(2000);
  });

  it('forget a batch that is let go', () => {
    const draw = drawFrom(6);
    const { hits, passed } = compareRuns(40, draw, bare, () => (draw(30) === 0 ? 'discarded' : 'committed'));
    expect(hits).toBeGreaterThan(800);
    expect(passed).toBeGreaterThan(800);
  });

  it('are not looked at in most batches, if they are far from being true', () => {
    const list = breakpointsOf(
      ['loss > 100 * median(loss, 20)', 'isNaN(loss)', 'slope(loss, 9) > 1000', 'step > 1e6', 'accuracy < -1'],
      () => 0,
    );
    const run = [...batches(2000, (below) => below - 1)];
    expect(screened(list, run)).toBeGreaterThan(1900);
    expect(screened([...list, asking], run)).toBe(0);
  });
});
