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
    [rate, 'learning rate 0.01 → 0.0007 from step 121 on'],
    [{ ...rate, undoes: 4 }, 'Undo: learning rate 0.01 → 0.0007 from step 121 on'],
    [
      { ...rate, edit: { kind: 'hyperparameter', name: 'clipnorm', value: 0 }, was: 2 },
      'clipnorm 2 → off from step 121 on',
    ],
    [
      { ...rate, edit: { kind: 'trainable', layer: 'dense', isTrainable: false }, was: true },
      'layer dense trained → frozen from step 121 on',
    ],
    [
      { ...rate, model: 'gan', edit: { kind: 'dropout-rate', layer: 'd', rate: 0.5 }, was: 0 },
      'gan: dropout rate of d 0 → 0.5 from step 121 on',
    ],
    [
      { id: 1, step: 9, model: '', edit: { kind: 'variant', variant: { withoutRows: [0, 4] } } },
      'Step 10 as a variant: without rows 1, 5',
    ],
    [
      { id: 1, step: 9, model: '', edit: { kind: 'variant', variant: { withoutRows: [30, 2, 31, 32, 6, 7] } } },
      'Step 10 as a variant: without rows 3, 7-8, 31-33',
    ],
  ])('%#', (record, sentence) => {
    expect(editSentence(record, textOf('en'))).toBe(sentence);
  });

  it('is there in Chinese', () => {
    expect(editSentence(rate, textOf('zh-CN'))).toBe('学习率 0.01 → 0.0007，自第 121 步起');
  });
});
