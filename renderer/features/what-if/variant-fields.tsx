import type { ReactNode } from 'react';
import { optionalHyperparameters, type ModelSettings } from '../../../main/contract/debug/edits';
import { formatSetting } from '../../chart-data/number-format';
import type { Draft } from '../../store/what-if';
import { useText } from '../../store/window-store';
import { Button } from '../../ui/button';
import { isNumberOrEmpty, rowsOf } from './draft';
import { TextRow } from './text-row';

type Props = {
  readonly drafts: readonly Draft[];
  readonly settings: ModelSettings;
  /** Names of those that fit the batch. */
  readonly losses: readonly string[];
  /** Of the optimizer, as they are. */
  readonly hyperparameters: { readonly [name: string]: number };
  readonly onChange: (at: number, draft: Draft) => void;
  readonly onRemove: (at: number) => void;
};

/** Those that people try most, as far as the optimizer has them. */
const offered = ['learningRate', 'clipnorm', 'weightDecay', 'momentum', 'beta1'];

/** A column for each variant, a row for each thing that may be otherwise. */
export function VariantFields({ drafts, settings, losses, hyperparameters, onChange, onRemove }: Props) {
  const { whatIf: words, edits } = useText();
  const drops = settings.layers.some(({ dropoutRate }) => dropoutRate !== undefined);
  const settingOf = (name: string): string =>
    hyperparameters[name] === 0 && optionalHyperparameters.includes(name)
      ? edits.off
      : formatSetting(hyperparameters[name]!);
  // What was chosen stays to be seen where it fits no longer.
  const choices = [...new Set([...losses, ...drafts.map(({ loss }) => loss)])].filter((loss) => loss !== '');
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
          .map((name) => (
            <TextRow
              key={name}
              label={words.heading(edits.hyperparameter(name))}
              expected={words.numberHint}
              placeholder={settingOf(name)}
              values={drafts.map((draft) => draft.hyperparameters[name] ?? '')}
              isRight={isNumberOrEmpty}
              onChange={(at, value) => {
                const draft = drafts[at]!;
                onChange(at, { ...draft, hyperparameters: { ...draft.hyperparameters, [name]: value } });
              }}
            />
          ))}
        {drops &&
          row(words.withoutDropout, (draft, at, label) => (
            <input
              type="checkbox"
              aria-label={label}
              checked={draft.withoutDropout}
              onChange={({ target }) => onChange(at, { ...draft, withoutDropout: target.checked })}
            />
          ))}
        <TextRow
          label={words.withoutRows}
          expected={words.rowsHint}
          placeholder={words.noRows}
          values={drafts.map(({ withoutRows }) => withoutRows)}
          isRight={(value) => rowsOf(value) !== undefined}
          onChange={(at, withoutRows) => onChange(at, { ...drafts[at]!, withoutRows })}
        />
        {choices.length > 1 &&
          row(words.loss, (draft, at, label) => (
            <select
              className="field field-small"
              aria-label={label}
              title={draft.loss || words.same}
              value={draft.loss}
              onChange={({ target }) => onChange(at, { ...draft, loss: target.value })}
            >
              <option value="">{words.same}</option>
              {choices.map((loss) => (
                <option key={loss}>{loss}</option>
              ))}
            </select>
          ))}
      </tbody>
    </table>
  );
}
