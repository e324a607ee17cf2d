import { describe, expect, it } from 'vitest';
import type { EditRecord } from '../../../main/contract/debug/edits';
import { textOf } from '../../../main/contract/text';
import { editSentence } from '../../../renderer/chart-data/edit-sentence';
import { rowsAsCsv, rowStates, targetText } from '../../../renderer/chart-data/row-edits';

const row = { source: '/data/a "b",c.csv', row: 1234 };
const records = (...edits: readonly EditRecord['edit'][]): readonly EditRecord[] =>
  edits.map((edit, at) => ({ id: at + 1, step: at, model: '', edit, was: false }));

const all = records(
  { kind: 'mark-row', row, isMarked: true },
  { kind: 'skip-row', row, isSkipped: true },
  { kind: 'relabel-row', row, output: 'dense', target: [4], given: [3] },
  { kind: 'relabel-row', row, output: 'dense', target: [5] },
  { kind: 'skip-row', row: { epoch: 0, batch: 2, row: 1 }, isSkipped: true },
  { kind: 'mark-row', row: { ...row, row: 7 }, isMarked: true },
  { kind: 'mark-row', row: { ...row, row: 7 }, isMarked: false },
  { kind: 'batch-size', rows: 8 },
);

describe('what was said of rows', () => {
  it('is what stands after all edits', () => {
    const states = [...rowStates(all).values()];
    expect(states).toHaveLength(2);
    expect(states[0]).toMatchObject({
      isMarked: true,
      isSkipped: true,
      targets: { dense: { given: [3], target: [5] } },
    });
    const back = rowStates([...all, ...records({ kind: 'relabel-row', row, output: 'dense', target: null })]);
    expect([...back.values()][0]!.targets).toEqual({});
  });

  it('is a CSV file, a line for each', () => {
    expect(rowsAsCsv(rowStates(all).values())).toBe(
      [
        'source,row,change,output,old,new',
        '"/data/a ""b"",c.csv",1234,marked,,,',
        '"/data/a ""b"",c.csv",1234,skipped,,,',
        '"/data/a ""b"",c.csv",1234,relabelled,dense,3,5',
        'epoch 0 batch 2,1,skipped,,,',
        '',
      ].join('\n'),
    );
  });

  it('reads well in both languages', () => {
    const [mark, skip, first] = all as readonly [EditRecord, EditRecord, EditRecord];
    const english = textOf('en');
    expect(editSentence(mark, english)).toBe('Row #1234 of a "b",c.csv not marked → marked');
    expect(editSentence({ ...skip, step: 9 }, english)).toBe(
      'Row #1234 of a "b",c.csv used → left out from step 10 on',
    );
    expect(editSentence({ ...first, was: null }, english)).toBe(
      'Target of row #1234 of a "b",c.csv 3 → 4 from step 3 on',
    );
    expect(editSentence({ ...first, was: null }, textOf('zh-CN'))).toContain('的目标 3 → 4');
    expect(editSentence({ ...all[7]!, was: 0 }, english)).toBe('Batch size as given → 8 from step 8 on');
  });

  it('says a one-hot target by its class', () => {
    expect(targetText([0, 0, 1])).toBe('2');
    expect(targetText([2], ['a', 'b', 'c'])).toBe('c');
    expect(targetText([0.25, 1.5])).toBe('0.25 1.5');
  });
});
