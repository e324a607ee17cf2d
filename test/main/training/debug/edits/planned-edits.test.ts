import { describe, expect, it } from 'vitest';
import type { PlannedEdit } from '../../../../../main/contract/debug/edits';
import type { RunPlan } from '../../../../../main/contract/training-event';
import { editsAhead, PlannedEdits } from '../../../../../main/training/debug/edits/planned-edits';

const plan: RunPlan = {
  ...{ name: '', file: '', seed: 0, threads: 1, versions: {}, models: [], series: [], validates: false },
  ...{ mode: 'batches', initialEpoch: 0 },
};
const rate = (step: number, value: number): PlannedEdit => ({
  step,
  model: '',
  edit: { kind: 'hyperparameter', name: 'learningRate', value },
});
const place = (batch: number) => ({ epoch: 0, batch });
const discard = (step: number, batch: number): PlannedEdit => ({
  step,
  model: '',
  edit: { kind: 'discard' },
  inside: place(batch),
});

describe('planned edits', () => {
  it('come by their steps, those of one step in their order', () => {
    const [first, second, third] = [rate(1, 0.1), rate(1, 0.2), rate(3, 0.3)];
    const planned = new PlannedEdits([third, first, second], plan, 0);
    expect([0, 1, 2, 3].map((step) => planned.take(step))).toEqual([[], [first, second], [], [third]]);
    expect(planned.ahead).toEqual([]);
  });

  it('wait behind a batch that is to be discarded', () => {
    const planned = new PlannedEdits([rate(2, 0.1), discard(2, 2), rate(2, 0.2)], plan, 0);
    expect(planned.take(2)).toEqual([rate(2, 0.1)]);
    expect(planned.isDiscarded(2, place(3))).toBe(false);
    expect(planned.isDiscarded(2, place(2))).toBe(true);
    planned.discarded(2, place(2));
    expect(planned.isDiscarded(2, place(2))).toBe(false);
    expect(planned.take(2)).toEqual([rate(2, 0.2)]);
  });

  it('are missed if the batch has not come', () => {
    const planned = new PlannedEdits([discard(2, 2)], plan, 0);
    expect(() => planned.take(3)).toThrow(
      expect.objectContaining({ code: 'discard-misplaced', values: { step: 2, epoch: 0, batch: 2 } }) as Error,
    );
  });

  it('are made late where the run has left before they were', () => {
    const planned = new PlannedEdits([rate(2, 0.1)], plan, 0);
    expect(planned.take(3)).toEqual([rate(2, 0.1)]);
  });

  it('are only those ahead of a saved run', () => {
    const resume = { step: 3, models: {}, position: { epoch: 1, batch: 2 } };
    const behind = [rate(2, 0.1), { ...discard(3, 1), inside: { epoch: 1, batch: 1 } }];
    const ahead = [{ ...discard(3, 2), inside: { epoch: 1, batch: 2 } }, rate(3, 0.2), rate(4, 0.3)];
    expect(editsAhead([...behind, ...ahead], resume)).toEqual(ahead);
    expect(editsAhead(behind, undefined)).toBe(behind);
  });
});
