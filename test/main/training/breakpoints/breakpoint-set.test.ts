import { describe, expect, it } from 'vitest';
import type { Breakpoint } from '../../../../main/contract/debug/breakpoint';
import { BreakpointSet } from '../../../../main/training/breakpoints/breakpoint-set';
import { sourcesOf, vocabulary } from '../../contract/conditions/example-run';

const breakpoint = (id: string, condition: string, rest: Partial<Breakpoint> = {}): Breakpoint => ({
  id,
  condition,
  isEnabled: true,
  when: 'before-commit',
  hits: { kind: 'always' },
  actions: [{ kind: 'pause' }],
  ...rest,
});
const withLoss = (loss: number, val_loss = NaN) => sourcesOf({ series: { loss, val_loss } });

/** The ids that are hit before the commit of each batch. */
function run(set: BreakpointSet, losses: readonly number[]): readonly string[] {
  return losses.map((loss) =>
    set
      .evaluate('before-commit', withLoss(loss))
      .map((hit) => hit.breakpoint.id)
      .join(' '),
  );
}

describe('a set of breakpoints', () => {
  it('hits in order, with the values that explain it', () => {
    const set = new BreakpointSet(
      [
        breakpoint('a', 'loss > 2'),
        breakpoint('b', 'loss > 100'),
        breakpoint('c', 'loss > 1 && gradNorm("dense_1") > 3', {
          actions: [{ kind: 'log', text: 'step {step}: {loss}' }],
        }),
      ],
      vocabulary,
    );
    const hits = set.evaluate(
      'before-commit',
      sourcesOf({ series: { loss: 2.5 }, measures: { 'gradNorm dense_1': 4 } }),
    );
    expect(hits.map((hit) => [hit.breakpoint.id, hit.moment, hit.count, hit.values, hit.actions])).toEqual([
      ['a', 'before-commit', 1, { loss: 2.5 }, [{ kind: 'pause' }]],
      ['c', 'before-commit', 1, { loss: 2.5, 'gradNorm("dense_1")': 4 }, [{ kind: 'log', text: 'step 120: 2.5' }]],
    ]);
  });

  it('counts the times that a condition is true', () => {
    const set = new BreakpointSet(
      [
        breakpoint('third', 'loss > 1', { hits: { kind: 'every', count: 3 } }),
        breakpoint('from', 'loss > 1', { hits: { kind: 'from', count: 4 } }),
      ],
      vocabulary,
    );
    expect(run(set, [2, 0, 2, 2, 2, 2, 2])).toEqual(['', '', '', 'third', 'from', 'from', 'third from']);
    expect(set.countOf('third')).toBe(6);
    expect(set.countOf('unknown')).toBe(0);
  });

  it('judges each at its own moment', () => {
    const set = new BreakpointSet(
      [
        breakpoint('before', 'loss > 1'),
        breakpoint('after', 'loss > 1', { when: 'after-commit' }),
        breakpoint('epoch', 'val_loss > 1'),
      ],
      vocabulary,
    );
    const at = (moment: 'before-commit' | 'after-commit' | 'epoch-end') =>
      set.evaluate(moment, withLoss(2, 3)).map((hit) => hit.breakpoint.id);
    expect(at('before-commit')).toEqual(['before']);
    expect(at('after-commit')).toEqual(['after']);
    expect(at('epoch-end')).toEqual(['epoch']);
  });

  it('says what is wrong and judges all others', () => {
    const set = new BreakpointSet(
      [
        breakpoint('wrong', 'los > 1'),
        breakpoint('number', 'loss'),
        breakpoint('text', 'loss > 1', { actions: [{ kind: 'log', text: 'it is {los}' }] }),
        breakpoint('right', 'loss > 1'),
      ],
      vocabulary,
    );
    const codes = [...set.problems].map(([id, [problem]]) => [id, problem?.report.code, problem?.start]);
    expect(codes).toEqual([
      ['wrong', 'condition-unknown-name', 0],
      ['number', 'condition-not-boolean', 0],
      ['text', 'condition-unknown-name', 7],
    ]);
    expect(run(set, [2])).toEqual(['right']);
  });

  it('asks for nothing that only one that is off would read', () => {
    const set = new BreakpointSet(
      [
        breakpoint('off', 'gradNorm("dense_1") > 1 && batch.hasNaN', { isEnabled: false }),
        breakpoint('on', 'weightNorm("dense_2") > 1', { actions: [{ kind: 'log', text: '{batch.max}' }] }),
      ],
      vocabulary,
    );
    expect(set.needs).toMatchObject({ range: true, hasNaN: false, series: [] });
    expect(set.needs.measures).toEqual({ gradNorm: [], weightNorm: ['dense_2'], updateRatio: [], deadShare: [] });
    expect(new BreakpointSet([breakpoint('off', 'loss > 1', { isEnabled: false })], vocabulary).isActive).toBe(false);
  });

  it('goes on from a state as if it had never stopped', () => {
    const all = [
      breakpoint('spike', 'loss > 1.5 * median(previous(loss), 3)', { hits: { kind: 'every', count: 2 } }),
      breakpoint('rising', 'slope(loss, 4) > 0.5'),
    ];
    const losses = [1, 1, 1, 2, 1, 1, 3, 4, 5, 9, 1, 1, 2, 2];
    const whole = run(new BreakpointSet(all, vocabulary), losses);
    expect(new Set(whole).size).toBeGreaterThan(2);
    const before = new BreakpointSet(all, vocabulary);
    run(before, losses.slice(0, 6));
    const state = structuredClone(before.getState());
    const after = new BreakpointSet(all, vocabulary);
    run(after, [7, 8, 9]);
    after.setState(state);
    expect(run(after, losses.slice(6))).toEqual(whole.slice(6));
  });

  it('forgets the values of a batch that is discarded', () => {
    const set = new BreakpointSet([breakpoint('a', 'loss > 2 * max(previous(loss), 2)')], vocabulary);
    run(set, [1, 1]);
    expect(run(set, [100])).toEqual(['a']);
    set.discard();
    expect(run(set, [3])).toEqual(['a']);
  });

  it('knows the past of a run that it is added to', () => {
    const set = new BreakpointSet([breakpoint('a', 'loss > 2 * median(previous(loss), 5)')], vocabulary);
    set.prefill((series, most) => (series === 'loss' ? [9, 9, 1, 1, 1, 1, 1].slice(-most) : []));
    expect(run(set, [3])).toEqual(['a']);
  });
});
