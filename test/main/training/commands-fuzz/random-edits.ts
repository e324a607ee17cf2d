import type { Breakpoint, BreakpointAction } from '../../../../main/contract/debug/breakpoint';
import type { Edit } from '../../../../main/contract/debug/edits';
import type { CompiledModel } from '../../../../main/training/model/compiled-model';
import type { Draws } from './draws';

/** An edit of a model; some can't be made there. */
export function randomEdit(draws: Draws, { model, outputs, settings }: CompiledModel): Edit {
  const layers = settings.freezing.layers.map(({ name }) => name);
  const dropout = model.layers.filter((layer) => layer.getClassName() === 'Dropout').map(({ name }) => name);
  const output = outputs[0]!.name;
  const row = { source: 'array', row: draws.below(19) };
  const edits: Edit[] = [
    { kind: 'hyperparameter', name: 'learningRate', value: 0.01 + draws.below(10) / 100 },
    { kind: 'trainable', layer: draws.of(layers), isTrainable: draws.chance(0.5) },
    { kind: 'batch-size', rows: draws.below(7) },
    { kind: 'repeat-data', isOn: draws.chance(0.8) },
    { kind: 'skip-row', row, isSkipped: draws.chance(0.7) },
    { kind: 'loss-weight', output, weight: 0.5 + draws.below(3) },
    { kind: 'relabel-row', row, output, target: [draws.below(3)] },
  ];
  if (dropout.length > 0) edits.push({ kind: 'dropout-rate', layer: draws.of(dropout), rate: draws.below(8) / 10 });
  return draws.of(edits);
}

const conditions = [
  'loss > 0',
  'loss > 1.02 * median(loss, 4)',
  'gradNorm() > previous(gradNorm())',
  'weightNorm() > 0',
  'val_loss > previous(val_loss) && batch.max > 0',
];
const actions: readonly BreakpointAction[] = [
  { kind: 'pause' },
  { kind: 'pause' },
  { kind: 'log', text: '{loss}' },
  { kind: 'scale-rate', factor: 0.9 },
  { kind: 'snapshot' },
];

/** Some breakpoints that are hit now and then. */
export function randomBreakpoints(draws: Draws): readonly Breakpoint[] {
  const chosen = conditions.filter(() => draws.chance(0.4));
  return chosen.map((condition) => ({
    id: condition,
    condition,
    isEnabled: true,
    when: draws.chance(0.6) ? 'before-commit' : 'after-commit',
    hits: { kind: 'every', count: 2 + draws.below(6) },
    actions: [draws.of(actions)],
  }));
}
