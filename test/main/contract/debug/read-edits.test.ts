import { describe, expect, it } from 'vitest';
import type { PlannedEdit } from '../../../../main/contract/debug/edits';
import { readEdits } from '../../../../main/contract/debug/read-edits';

const edits: readonly PlannedEdit[] = [
  { step: 0, model: '', edit: { kind: 'hyperparameter', name: 'learningRate', value: 0.003 } },
  { step: 3, model: 'gan', edit: { kind: 'dropout-rate', layer: 'dropout', rate: 0.5 } },
  { step: 3, model: '', edit: { kind: 'trainable', layer: 'dense', isTrainable: false } },
  { step: 9, model: '', edit: { kind: 'loss-weight', output: 'out', weight: 2 } },
  { step: 9, model: '', edit: { kind: 'batch-size', rows: 16 } },
  { step: 9, model: '', edit: { kind: 'variant', variant: { hyperparameters: { clipnorm: 1 }, withoutRows: [0, 4] } } },
  { step: 9, model: '', edit: { kind: 'variant', variant: { withoutDropout: true, loss: 'huber' } } },
  { step: 9, model: '', edit: { kind: 'discard' }, inside: { epoch: 1, batch: 2 } },
];

describe('edits of a file', () => {
  it('are what was written', () => {
    expect(readEdits(JSON.parse(JSON.stringify(edits)))).toEqual(edits);
    expect(readEdits([{ ...edits[0], id: 7, was: 1 }])).toEqual([edits[0]]);
  });

  it.each([
    [{}, 'edits'],
    [[7], 'edits[0]'],
    [[{ ...edits[0], step: -1 }], 'edits[0].step'],
    [[edits[0], { ...edits[1], model: 3 }], 'edits[1].model'],
    [[{ step: 1, edit: { kind: 'nothing' } }], 'edits[0].edit.kind'],
    [[{ step: 1, edit: { kind: 'hyperparameter', name: 'momentum', value: '1' } }], 'edits[0].edit.value'],
    [[{ step: 1, edit: { kind: 'trainable', layer: 'dense', isTrainable: 1 } }], 'edits[0].edit.isTrainable'],
    [[{ step: 1, edit: { kind: 'discard' } }], 'edits[0].inside'],
    [[{ step: 1, edit: { kind: 'discard' }, inside: { epoch: 0, batch: -1 } }], 'edits[0].inside.batch'],
    [[{ step: 1, edit: { kind: 'variant', variant: { withoutRows: 4 } } }], 'edits[0].edit.variant.withoutRows'],
  ])('%j are refused at %s', (value, name) => {
    expect(() => readEdits(value)).toThrow(expect.objectContaining({ code: 'wrong-edit' }) as Error);
    expect(() => readEdits(value)).toThrow(JSON.stringify(name));
  });
});
