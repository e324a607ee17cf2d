import type { StepMode } from '../../main/contract/step-mode';
import type { Catalogue } from '../../main/contract/text/catalogue';
import type { RunPlan } from '../../main/contract/training-event';
import { fileName } from './file-name';
import { formatStep } from './number-format';

/** The run in rows of name and value: its file, how it is trained, its length, its seed. */
export function runFactRows(
  plan: RunPlan,
  modes: { readonly [model: string]: StepMode },
  words: Catalogue['window']['rail'],
): readonly (readonly [string, string])[] {
  const count = (value: number | undefined) => (value === undefined ? words.openEnd : formatStep(value));
  const rows: (readonly [string, string])[] = [
    [words.file, fileName(plan.file)],
    [words.mode, words.modes[plan.mode]],
  ];
  if (plan.mode === 'generator') {
    rows.push([words.epochs, count(plan.epochs)], [words.stepsPerEpoch, count(plan.stepsPerEpoch)]);
    if (plan.initialEpoch > 0) rows.push([words.firstEpoch, formatStep(plan.initialEpoch + 1)]);
  }
  rows.push([words.totalSteps, count(plan.totalSteps)], [words.seed, String(plan.seed)]);
  rows.push([words.threads, String(plan.threads)]);
  for (const [model, mode] of Object.entries(modes)) {
    rows.push([model === '' ? words.steps : words.stepsOf(model), words.computes[mode.kind]]);
  }
  return rows;
}
