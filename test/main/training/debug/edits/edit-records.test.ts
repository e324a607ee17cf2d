import { describe, expect, it } from 'vitest';
import type { EditRecord } from '../../../../../main/contract/debug/edits';
import type { TrainingEvent } from '../../../../../main/contract/training-event';
import { EditRecords } from '../../../../../main/training/debug/edits/edit-records';

const record = (id: number, step: number): EditRecord => ({
  id,
  step,
  model: '',
  edit: { kind: 'batch-size', rows: id },
  was: 0,
});

describe('the records of edits', () => {
  it('are told, and found by their steps', () => {
    const told: TrainingEvent[] = [];
    const records = new EditRecords((event) => told.push(event));
    for (const [id, step] of [
      [1, 0],
      [2, 4],
      [3, 4],
    ] as const)
      records.note(record(id, step));
    expect(told).toEqual([record(1, 0), record(2, 4), record(3, 4)].map((each) => ({ type: 'edit', ...each })));
    expect(records.at(4)).toEqual([record(2, 4), record(3, 4)]);
    expect(records.at(3)).toEqual([]);
    expect(records.upTo(3)).toEqual([record(1, 0)]);
  });

  it('of a line are its own and those before it parted', () => {
    const records = new EditRecords(() => undefined);
    records.note(record(1, 0));
    records.note(record(2, 4));
    records.part({ line: 2, from: { line: 1, step: 3 } });
    records.note(record(3, 3));
    expect(records.upTo(9)).toEqual([record(1, 0), record(3, 3)]);
    expect(records.at(4)).toEqual([]);
    records.part({ line: 3, from: { line: 1, step: 4 } });
    expect(records.upTo(9)).toEqual([record(1, 0), record(2, 4)]);
  });
});
