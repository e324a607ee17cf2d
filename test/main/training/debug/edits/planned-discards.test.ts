import { describe, expect, it } from 'vitest';
import type { PlannedEdit } from '../../../../../main/contract/debug/edits';
import type { RunPlan } from '../../../../../main/contract/training-event';
import { checkDiscards } from '../../../../../main/training/debug/edits/planned-discards';

const common = { name: '', file: '', seed: 0, threads: 1, versions: {}, models: [], series: [], validates: false };
const generator: RunPlan = { ...common, mode: 'generator', initialEpoch: 1, epochs: 3, stepsPerEpoch: 5 };
const loop: RunPlan = { ...common, mode: 'loop', initialEpoch: 0 };
const discard = (step: number, epoch: number, batch: number): PlannedEdit => ({
  step,
  model: '',
  edit: { kind: 'discard' },
  inside: { epoch, batch },
});
const replay: PlannedEdit = { step: 1, model: '', edit: { kind: 'replay-batch', file: 'a.npz', times: 3 } };
const size: PlannedEdit = { step: 1, model: '', edit: { kind: 'batch-size', rows: 3 } };
const row = { source: 'array', row: 1 };
const skip: PlannedEdit = { step: 0, model: '', edit: { kind: 'skip-row', row, isSkipped: true } };

describe('the place of a batch that a run is to discard', () => {
  it.each<[RunPlan, readonly PlannedEdit[]]>([
    [generator, [discard(0, 1, 0), discard(0, 1, 1), discard(1, 1, 3), discard(3, 2, 1)]],
    [generator, [discard(7, 2, 2)]],
    [generator, [replay, discard(2, 1, 2), discard(5, 1, 4)]],
    // How many batches an epoch has is then not known.
    [generator, [size, discard(9, 2, 30)]],
    // All rows of a batch may be left out.
    [generator, [skip, discard(1, 1, 3)]],
    [loop, [discard(2, 0, 2), discard(2, 0, 3), discard(9, 0, 11)]],
  ])('can be one that comes after so many updates, %#', (plan, planned) => {
    expect(() => checkDiscards(planned, plan, 0)).not.toThrow();
  });

  it.each<[why: string, RunPlan, readonly PlannedEdit[]]>([
    ['before the first epoch', generator, [discard(0, 0, 0)]],
    ['after the last epoch', generator, [discard(10, 3, 0)]],
    ['after the end of its epoch', generator, [discard(5, 1, 5)]],
    ['too early', generator, [discard(2, 1, 3)]],
    ['too late', generator, [discard(3, 1, 2)]],
    ['too late in a later epoch', generator, [discard(8, 2, 2)]],
    ['too late, whatever comes out of files', generator, [replay, discard(6, 1, 2)]],
    ['too late, whatever rows are left out', generator, [skip, discard(4, 1, 3)]],
    ['twice', generator, [discard(2, 1, 2), discard(2, 1, 2)]],
    ['in another order', generator, [discard(2, 1, 3), discard(2, 1, 2)]],
    ['with those before it not counted', generator, [discard(2, 1, 2), discard(4, 1, 4)]],
    ['in a second epoch of a loop', loop, [discard(2, 1, 2)]],
    ['at another call', loop, [discard(2, 0, 3)]],
  ])('can’t be %s', (_why, plan, planned) => {
    expect(() => checkDiscards(planned, plan, 0)).toThrow(
      expect.objectContaining({ code: 'discard-misplaced' }) as Error,
    );
  });

  it('is not counted out where a run goes on from a saved one', () => {
    expect(() => checkDiscards([discard(6, 2, 3)], generator, 5)).not.toThrow();
  });
});
