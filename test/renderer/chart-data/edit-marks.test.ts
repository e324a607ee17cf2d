import { describe, expect, it } from 'vitest';
import type { EditRecord } from '../../../main/contract/debug/edits';
import { textOf } from '../../../main/contract/text';
import { editMarks } from '../../../renderer/chart-data/edit-marks';

const plot = { x: 50, y: 10, width: 600, height: 100 };
/** Step 100 lies at the right end. */
const map = { kx: 6, bx: 50, ky: -1, by: 110 };
const rate = (step: number, value: number): EditRecord => ({
  id: step,
  step,
  model: '',
  edit: { kind: 'hyperparameter', name: 'learningRate', value },
  was: 0.1,
});
const marks = (...edits: EditRecord[]) => editMarks(edits, textOf('en'), map, plot, 11);

describe('editMarks', () => {
  it('says what was changed, right of its line', () => {
    expect(marks(rate(20, 0.01))).toEqual([
      { x: 170, label: { words: 'learning rate 0.1 → 0.01', x: 175, anchor: 'start' } },
    ]);
  });

  it('says it left of a line that stands near the right end', () => {
    expect(marks(rate(98, 0.01))[0]?.label).toMatchObject({ x: 633, anchor: 'end' });
  });

  it('leaves out words that would touch others, and none of the lines', () => {
    const placed = marks(rate(20, 0.01), rate(22, 0.02), rate(70, 0.03), rate(120, 0.04));
    expect(placed.map(({ x }) => x)).toEqual([170, 182, 470]);
    expect(placed.map(({ label }) => label?.words.slice(-4))).toEqual(['0.01', undefined, '0.03']);
  });

  it('draws nothing for a row that is only marked', () => {
    const mark = { kind: 'mark-row', row: { epoch: 0, batch: 2, row: 5 }, isMarked: true } as const;
    expect(marks({ id: 1, step: 20, model: '', edit: mark })).toEqual([]);
  });

  it('calls classes by their names where they are known', () => {
    const edit = { kind: 'relabel-row', row: { source: '/iris.csv', row: 105 }, output: 'd', target: [1], given: [2] };
    const relabelled = { id: 1, step: 20, model: '', edit, was: null } as EditRecord;
    const said = (names?: readonly string[]) =>
      editMarks([relabelled], textOf('en'), map, plot, 11, names)[0]?.label?.words;
    expect(said()).toBe('target of row #105 of iris.csv 2 → 1');
    expect(said(['setosa', 'versicolor', 'virginica'])).toBe('target of row #105 of iris.csv virginica → versicolor');
  });

  it('puts the edits of one step together', () => {
    const frozen: EditRecord = {
      id: 9,
      step: 20,
      model: '',
      edit: { kind: 'trainable', layer: 'd', isTrainable: false },
      was: true,
    };
    expect(marks(rate(20, 2), frozen)).toMatchObject([
      { label: { words: 'learning rate 0.1 → 2, layer d trained → frozen' } },
    ]);
  });

  it('says the first of many at one step, and how many more, where all have no room', () => {
    const frozen = (id: number): EditRecord => ({
      id,
      step: 20,
      model: '',
      edit: { kind: 'trainable', layer: `encoder_${id}`, isTrainable: false },
      was: true,
    });
    expect(marks(rate(20, 2), frozen(1), frozen(2))).toMatchObject([
      { label: { words: 'learning rate 0.1 → 2 and 2 more' } },
    ]);
  });
});
