import { isEditable } from '../../../main/contract/run-state';
import { formatPlain, formatSetting } from '../../chart-data/number-format';
import { makeEdit } from '../../store/edits';
import { useRun, useText } from '../../store/window-store';
import { NumberField } from '../../ui/number-field';

/** A number of an optimizer, and whether it may be changed. */
export type NumberRowProps = {
  readonly model: string;
  /** As the optimizer calls it. */
  readonly name: string;
  /** What stands before the number; left out: its name. */
  readonly label?: string;
  readonly value: number;
  /** Whether 0 means that there is none of it. */
  readonly isOptional: boolean;
  readonly isEdited: boolean;
};

/** A number of an optimizer; one that has only a label can't be changed. */
export function NumberRow({ model, name, label, value, isOptional, isEdited }: NumberRowProps) {
  const { optimizer: words, edits } = useText();
  const canEdit = useRun(({ state }) => isEditable(state));
  return (
    <div>
      <dt>
        <code>{label ?? name}</code>
        {isEdited && <em className="number-edited">{words.edited}</em>}
      </dt>
      {label === undefined ? (
        <dd>
          <NumberField
            label={edits.field(edits.hyperparameter(name))}
            hint={edits.fieldHint}
            value={value}
            format={formatSetting}
            disabled={!canEdit}
            {...(isOptional && { zero: words.off })}
            onCommit={(next) => void makeEdit(model, { kind: 'hyperparameter', name, value: next })}
          />
        </dd>
      ) : (
        <dd title={String(value)}>{formatPlain(value)}</dd>
      )}
    </div>
  );
}
