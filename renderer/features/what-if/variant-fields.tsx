import type { ReactNode } from 'react';
import { optionalHyperparameters, type ModelSettings } from '../../../main/contract/debug/edits';
import { formatSetting } from '../../chart-data/number-format';
import { useText } from '../../store/window-store';
import { Button } from '../../ui/button';
import { isNumberOrEmpty, rowsOf, type Draft } from './draft';

type Props = {
  readonly drafts: readonly Draft[];
  readonly settings: ModelSettings;
  /** Of the optimizer, as they are. */
  readonly hyperparameters: { readonly [name: string]: number };
  readonly onChange: (at: number, draft: Draft) => void;
  readonly onRemove: (at: number) => void;
};

/** Those that people try most, as far as the optimizer has them. */
const offered = ['learningRate', 'clipnorm', 'weightDecay', 'momentum', 'beta1'];

/** A column for each variant, a row for each thing that may be otherwise. */
export function VariantFields({ drafts, settings, hyperparameters, onChange, onRemove }: Props) {
  const { whatIf: words, edits } = useText();
  const drops = settings.layers.some(({ dropoutRate }) => dropoutRate !== undefined);
  const settingOf = (name: string): string =>
    hyperparameters[name] === 0 && optionalHyperparameters.includes(name)
      ? edits.off
      : formatSetting(hyperparameters[name]!);
  const row = (label: string, field: (draft: Draft, at: number, name: string) => ReactNode) => (
    <tr key={label}>
      <th scope="row" title={label}>
        {label}
      </th>
      {drafts.map((draft, at) => (
        <td key={at}>{field(draft, at, words.of(label, words.variant(String(at + 1))))}</td>
      ))}
    </tr>
  );
  return (
    <table className="table is-small what-if-table" aria-label={words.variants}>
      <thead>
        <tr>
          <td />
          {drafts.map((_, at) => (
            <th key={at} scope="col">
              <span aria-label={words.variant(String(at + 1))}>{at + 1}</span>
              {drafts.length > 1 && (
                <Button
                  label={words.remove(String(at + 1))}
                  icon="close"
                  iconOnly
                  className="btn-small"
                  onClick={() => onRemove(at)}
                />
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {offered
          .filter((name) => name in hyperparameters)
          .map((name) =>
            row(words.heading(edits.hyperparameter(name)), (draft, at, label) => (
              <TextCell
                label={label}
                placeholder={settingOf(name)}
                value={draft.hyperparameters[name] ?? ''}
                isWrong={!isNumberOrEmpty(draft.hyperparameters[name] ?? '')}
                onChange={(value) =>
                  onChange(at, { ...draft, hyperparameters: { ...draft.hyperparameters, [name]: value } })
                }
              />
            )),
          )}
        {drops &&
          row(words.withoutDropout, (draft, at, label) => (
            <input
              type="checkbox"
              aria-label={label}
              checked={draft.withoutDropout}
              onChange={({ target }) => onChange(at, { ...draft, withoutDropout: target.checked })}
            />
          ))}
        {row(words.withoutRows, (draft, at, label) => (
          <TextCell
            label={label}
            title={words.rowsHint}
            placeholder={words.noRows}
            value={draft.withoutRows}
            isWrong={rowsOf(draft.withoutRows) === undefined}
            onChange={(withoutRows) => onChange(at, { ...draft, withoutRows })}
          />
        ))}
        {settings.losses.length > 1 &&
          row(words.loss, (draft, at, label) => (
            <select
              className="field field-small"
              aria-label={label}
              title={draft.loss || words.same}
              value={draft.loss}
              onChange={({ target }) => onChange(at, { ...draft, loss: target.value })}
            >
              <option value="">{words.same}</option>
              {settings.losses.map((loss) => (
                <option key={loss}>{loss}</option>
              ))}
            </select>
          ))}
      </tbody>
    </table>
  );
}

type CellProps = {
  readonly label: string;
  readonly title?: string;
  readonly placeholder?: string;
  readonly value: string;
  readonly isWrong: boolean;
  readonly onChange: (value: string) => void;
};

function TextCell({ label, title = label, placeholder, value, isWrong, onChange }: CellProps) {
  return (
    <input
      className="field field-small"
      aria-label={label}
      title={title}
      placeholder={placeholder}
      value={value}
      aria-invalid={isWrong}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
