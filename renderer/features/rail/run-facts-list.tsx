import { reasonText } from '../../../main/contract/text/step-mode-text';
import { fileName } from '../../chart-data/file-name';
import { formatStep } from '../../chart-data/number-format';
import { useLanguage, useRun, useText } from '../../store/window-store';
import { Facts } from '../../ui/facts';

/** The run in rows: its file, how it is trained, its length, its seed; and why a model's steps are not compiled. */
export function RunFactsList() {
  const words = useText().window.rail;
  const plan = useRun((facts) => facts.plan);
  const modes = useRun((facts) => facts.modes);
  const language = useLanguage();
  if (!plan) return null;
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
  const reasons = new Set<string>();
  for (const [model, mode] of Object.entries(modes)) {
    rows.push([model === '' ? words.steps : words.stepsOf(model), words.computes[mode.kind]]);
    if (mode.kind === 'eager') reasons.add(words.why(reasonText(mode.reason, language)));
  }
  return (
    <>
      <Facts rows={rows} />
      {[...reasons].map((reason) => (
        <p key={reason} className="rail-note">
          {reason}
        </p>
      ))}
    </>
  );
}
