import { describe, expect, it } from 'vitest';
import type { PlannedEdit } from '../../../../../main/contract/debug/edits';
import type { RunPlan } from '../../../../../main/contract/training-event';
import { checkPlaces } from '../../../../../main/training/debug/edits/planned-places';

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
const rate = (step: number): PlannedEdit => ({
  step,
  model: '',
  edit: { kind: 'hyperparameter', name: 'learningRate', value: 0.1 },
});
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
    expect(() => checkPlaces(planned, plan, 0)).not.toThrow();
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
    expect(() => checkPlaces(planned, plan, 0)).toThrow(
      expect.objectContaining({ code: 'discard-misplaced' }) as Error,
    );
  });

  it('is not counted out where a run goes on from a saved one', () => {
    expect(() => checkPlaces([discard(6, 2, 3)], generator, 5)).not.toThrow();
  });
});

describe('edits behind the last batch of a run', () => {
  const counted: RunPlan = { ...generator, totalSteps: 10 };
  const mark: PlannedEdit = { step: 10, model: '', edit: { kind: 'mark-row', row, isMarked: true } };

  it.each<[why: string, RunPlan, readonly PlannedEdit[]]>([
    ['come before it', counted, [rate(0), rate(9)]],
    ['may: there are more updates', counted, [replay, rate(12)]],
    ['may: batches get another size', counted, [size, rate(30)]],
    ['may: nobody knows how many there are', generator, [rate(30)]],
    ['are marks', counted, [mark]],
    ['come before it, though it is discarded', counted, [rate(9), discard(9, 2, 4)]],
  ])('are none where they %s', (_why, plan, planned) => {
    expect(() => checkPlaces(planned, plan, 0)).not.toThrow();
  });

  it.each<[why: string, readonly PlannedEdit[], values: object]>([
    ['', [rate(9), rate(10), rate(12)], { count: 2, step: 10, end: 10 }],
    [', with what comes out of files', [replay, rate(13)], { count: 1, step: 13, end: 13 }],
    [' that is discarded', [discard(9, 2, 4), rate(9)], { count: 1, step: 9, end: 9 }],
  ])('are said before it begins%s', (_why, planned, values) => {
    expect(() => checkPlaces(planned, counted, 0)).toThrow(
      expect.objectContaining({ code: 'edits-beyond-end', values }) as Error,
    );
  });

  it('are not counted where a run goes on from a saved one', () => {
    expect(() => checkPlaces([rate(12)], counted, 5)).not.toThrow();
  });
});
