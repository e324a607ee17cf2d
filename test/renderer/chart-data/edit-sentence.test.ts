import { describe, expect, it } from 'vitest';
import type { EditRecord } from '../../../main/contract/debug/edits';
import { textOf } from '../../../main/contract/text';
import { editSentence } from '../../../renderer/chart-data/edit-sentence';

const rate: EditRecord = {
  id: 1,
  step: 120,
  model: '',
  edit: { kind: 'hyperparameter', name: 'learningRate', value: 0.0007 },
  was: Math.fround(0.01),
};

describe('the sentence of an edit', () => {
  it.each<readonly [EditRecord, string]>([
    [rate, 'Learning rate 0.01 → 0.0007 from step 121 on'],
    [{ ...rate, undoes: 4 }, 'Undo: learning rate 0.01 → 0.0007 from step 121 on'],
    [
      { ...rate, edit: { kind: 'hyperparameter', name: 'clipnorm', value: 0 }, was: 2 },
      'Clipnorm 2 → off from step 121 on',
    ],
    [
      { ...rate, edit: { kind: 'trainable', layer: 'dense', isTrainable: false }, was: true },
      'Layer dense trained → frozen from step 121 on',
    ],
    [
      { ...rate, model: 'gan', edit: { kind: 'dropout-rate', layer: 'd', rate: 0.5 }, was: 0 },
      'gan: Dropout rate of d 0 → 0.5 from step 121 on',
    ],
    [
      { id: 1, step: 9, model: '', edit: { kind: 'variant', variant: { withoutRows: [0, 4] } } },
      'Step 10 as a variant: without rows 1, 5',
    ],
    [
      { id: 1, step: 9, model: '', edit: { kind: 'variant', variant: { withoutRows: [30, 2, 31, 32, 6, 7] } } },
      'Step 10 as a variant: without rows 3, 7-8, 31-33',
    ],
    [
      { id: 1, step: 9, model: '', edit: { kind: 'discard' }, inside: { epoch: 1, batch: 4 } },
      'Batch 5 of epoch 2 discarded, after step 9',
    ],
  ])('%#', (record, sentence) => {
    expect(editSentence(record, textOf('en'))).toBe(sentence);
  });

  it('names classes where their names are known', () => {
    const row = { source: '/data/shirts.csv', row: 7 };
    const edit = { kind: 'relabel-row', row, output: 'dense', target: [1], given: [0] } as const;
    const record: EditRecord = { id: 1, step: 9, model: '', edit, was: null };
    const said = (names?: readonly string[]) => editSentence(record, textOf('en'), names);
    expect(said()).toBe('Target of row #7 of shirts.csv 0 → 1 from step 10 on');
    expect(said(['shirt', 'coat'])).toBe('Target of row #7 of shirts.csv shirt → coat from step 10 on');
  });

  it('says what was trained on out of a file, by the folder of a case', () => {
    const edit = { kind: 'replay-batch', file: '/data/step-3.npz', sha256: 'a', times: 20 } as const;
    const said = (changes: { readonly times?: number; readonly file?: string }) =>
      editSentence({ id: 1, step: 9, model: '', edit: { ...edit, ...changes }, was: 0 }, textOf('en'));
    expect(said({})).toBe('Train 20 × on step-3.npz from step 10 on');
    expect(said({ times: 0, file: '/data/cases/step-7/training.json' })).toBe(
      'No more training on step-7 from step 10 on',
    );
  });

  it('is there in Chinese', () => {
    expect(editSentence(rate, textOf('zh-CN'))).toBe('学习率 0.01 → 0.0007，自第 121 步起');
  });
});
