import { describe, expect, it } from 'vitest';
import type { PauseReason, RunState } from '../../../main/contract/run-state';
import {
  axisDomain,
  leastSteps,
  usualView,
  type Zoom,
  zoomBy,
  zoomOver,
  zoomTo,
  isBeyondNaN,
  zoomToNaN,
} from '../../../renderer/chart-data/chart-view';
import { RunSeries } from '../../../renderer/chart-data/run-series';
import { plan, training } from './fixtures';

const run = new RunSeries();
run.apply(training(400, 40));
const lengths = plan({ totalSteps: 1000, epochs: 25, stepsPerEpoch: 40 });
const view = usualView;
const zoomed = (from: number, to: number, part: Partial<Zoom> = {}): Zoom => ({ from, to, follows: false, ...part });

describe('zooming', () => {
  it('keeps the place it is around where it was', () => {
    const domain = axisDomain(run, view, lengths);
    const near = zoomBy(run, view, lengths, domain, 0.5, 100)!;
    expect((100 - near.from) / (near.to - near.from)).toBeCloseTo((100 - domain[0]) / (domain[1] - domain[0]), 2);
    expect(near.to - near.from).toBe((domain[1] - domain[0]) / 2);
  });

  it('comes back to the whole run', () => {
    const zoom = zoomBy(run, view, lengths, axisDomain(run, view, lengths), 0.5, 100);
    const near = { ...view, zoom };
    expect(zoomBy(run, near, lengths, axisDomain(run, near, lengths), 2.1, 100)).toBeUndefined();
  });

  it('shows a few steps at least', () => {
    const zoom = zoomTo(run, view, lengths, [200, 201])!;
    expect(zoom.to - zoom.from).toBe(leastSteps);
    expect(zoom.from).toBeLessThanOrEqual(200);
    expect(zoom.to).toBeGreaterThanOrEqual(201);
  });

  it('takes both ends in any order, within the run', () => {
    expect(zoomTo(run, view, lengths, [300, 100])).toEqual(zoomed(100, 300));
    expect(zoomTo(run, view, lengths, [-50, 100])).toEqual(zoomed(0, 100));
  });

  it('goes on with the newest step if it is in sight', () => {
    expect(zoomTo(run, view, lengths, [350, 420])!.follows).toBe(true);
    expect(zoomTo(run, view, lengths, [350, 399])!.follows).toBe(false);
  });

  it.each(['time', 'epoch'] as const)('zooms over %s to the steps that lie there', (axis) => {
    const other = { ...view, axis };
    const at = (step: number) => (axis === 'time' ? step / 1000 : step / 40);
    expect(zoomTo(run, other, lengths, [at(100), at(300)])).toEqual(zoomed(100, 300));
    const [low, high] = axisDomain(run, { axis, zoom: zoomed(100, 300) }, lengths);
    expect([low, high]).toEqual([expect.closeTo(at(100)), expect.closeTo(at(300))]);
  });
});

describe('a part that moves along', () => {
  it('stays where it is while the step is in sight', () => {
    const zoom = zoomed(100, 200);
    expect(zoomOver(zoom, 150)).toBe(zoom);
  });

  it('keeps its length and leaves room ahead, but not beyond the end', () => {
    expect(zoomOver(zoomed(100, 200), 230)).toMatchObject({ from: 143, to: 243 });
    expect(zoomOver(zoomed(100, 200), 230, 235)).toMatchObject({ from: 135, to: 235 });
    expect(zoomOver(zoomed(100, 200), 50)).toMatchObject({ from: 37, to: 137 });
    expect(zoomOver(zoomed(100, 200), 3)).toMatchObject({ from: 0, to: 100 });
  });
});

describe('before NaN', () => {
  it('shows the last 50 steps, and remembers what was seen', () => {
    expect(zoomToNaN(400, undefined)).toMatchObject({ from: 350, to: 402, isOfNaN: true });
    const mine = zoomed(10, 30);
    expect(zoomToNaN(400, mine)!.before).toBe(mine);
    expect(zoomToNaN(410, zoomToNaN(400, mine))!.before).toBe(mine);
  });

  it('shows it until the run goes on, or far back', () => {
    const zoom = zoomToNaN(400, undefined)!;
    const at = (step: number, why: PauseReason): RunState => ({ status: 'paused', step, at: 'between-batches', why });
    const moved = { kind: 'moved', exactness: { kind: 'exact', by: 'hash' } } as const;
    const notFinite = { kind: 'not-finite', what: 'batch', variables: [] } as const;
    expect(isBeyondNaN(at(400, notFinite), zoom)).toBe(false);
    expect(isBeyondNaN({ status: 'moving', step: 400, target: 10 }, zoom)).toBe(false);
    expect(isBeyondNaN(at(398, moved), zoom)).toBe(false);
    expect(isBeyondNaN(at(10, moved), zoom)).toBe(true);
    expect(isBeyondNaN(at(400, { kind: 'stepped', batches: 0 }), zoom)).toBe(true);
    expect(isBeyondNaN({ status: 'running', step: 400, pauseRequested: false }, zoom)).toBe(true);
  });

  it('leaves a run alone that is hardly longer', () => {
    expect(zoomToNaN(50, undefined)).toBeUndefined();
  });
});

describe('the axis of the whole run', () => {
  it('reaches over all epochs, or grows with the time', () => {
    expect(axisDomain(run, { axis: 'epoch' }, lengths)).toEqual([0, 25]);
    expect(axisDomain(run, { axis: 'time' }, lengths)).toEqual([0, 1]);
    const grown = axisDomain(run, { axis: 'time' }, undefined);
    expect(axisDomain(run, { axis: 'time' }, undefined, grown)).toBe(grown);
  });
});
