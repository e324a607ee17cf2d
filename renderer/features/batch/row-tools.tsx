import { formatSetting } from '../../chart-data/number-format';
import { useRun, useText } from '../../store/window-store';
import { Button } from '../../ui/button';
import { NumberField } from '../../ui/number-field';
import type { Outcome } from './outcome';
import { className } from './outcome-text';
import { classTarget, type OutputTargets } from './row-place';
import type { RowToolsOf } from './use-row-tools';

type Props = {
  readonly tools: RowToolsOf;
  readonly outcome: Outcome | undefined;
  readonly target: OutputTargets | undefined;
};

/** What can be done with the selected row, for this run: the data stays as it is. */
export function RowTools({ tools, outcome, target }: Props) {
  const words = useText().batchInspector;
  const { state, place, canChange, mark, skip } = tools;
  const skipHint = 'source' in place ? words.leaveOutHint : canChange ? words.leaveOutHere : words.noIds;
  return (
    <div className="row-tools" role="group" aria-label={words.rowTools}>
      <Button
        label={words.mark}
        title={words.markHint}
        kind="toggle"
        className="btn-small"
        aria-keyshortcuts="M"
        pressed={state?.isMarked ?? false}
        onClick={mark}
      />
      <Button
        label={words.leaveOut}
        title={skipHint}
        kind="toggle"
        className="btn-small"
        aria-keyshortcuts="X"
        pressed={state?.isSkipped ?? false}
        disabled={!canChange}
        onClick={skip}
      />
      <span className="grow" />
      {target && <Target tools={tools} outcome={outcome} target={target} />}
    </div>
  );
}

function Target({ tools, outcome, target }: Props & { readonly target: OutputTargets }) {
  const { batchInspector: words } = useText();
  const classNames = useRun(({ plan }) => plan?.classNames);
  const { row, state, canChange, place, relabel } = tools;
  const { output } = target;
  const shown = [...target.rows.row(row)];
  const present = state?.targets[output]?.target ?? shown;
  const hint = canChange || 'source' in place ? words.relabelHint : words.noIds;
  if (outcome?.kind === 'classes') {
    const index = present.length === 1 ? present[0] : present.indexOf(1);
    return (
      <label className="row-target" title={hint}>
        <span>{words.relabel}</span>
        <select
          className="field field-small"
          value={index}
          disabled={!canChange}
          onChange={(event) => relabel(output, classTarget(target, Number(event.target.value)), shown)}
        >
          {outcome.scores.map((_, each) => (
            <option key={each} value={each}>
              {className(each, classNames)}
            </option>
          ))}
        </select>
      </label>
    );
  }
  if (outcome?.kind !== 'values' || present.length !== 1) return null;
  return (
    <label className="row-target" title={hint}>
      <span>{words.relabel}</span>
      <NumberField
        label={words.relabel}
        hint={hint}
        value={present[0] ?? NaN}
        format={formatSetting}
        disabled={!canChange}
        onCommit={(value) => relabel(output, [value], shown)}
      />
    </label>
  );
}
