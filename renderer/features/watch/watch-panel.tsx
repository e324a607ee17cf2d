import { useState } from 'react';
import type { Evaluation } from '../../../main/contract/debug/watching';
import { formatCondition } from '../../chart-data/number-format';
import { breakpoints, useBreakpoints } from '../../store/breakpoints';
import { useAnswer } from '../../store/use-answer';
import { problemLine, useProposals } from '../../store/use-conditions';
import { useLanguage, useText } from '../../store/window-store';
import { TrustBadge } from '../../ui/trust-badge';
import { Button } from '../../ui/button';
import { CompletingField } from '../../ui/completing-field';
import './watch.css';

/** The person's own expressions, evaluated whenever the run stands still. */
export function WatchPanel() {
  const words = useText().breakpoints.watch;
  const watches = useBreakpoints((now) => now.watches);
  const { result = [], isSampled, isEarlier } = useAnswer('evaluate', watches);
  // An answer to the list before does not belong to the rows of this one.
  const values = isEarlier ? [] : result;
  return (
    <div className="watch">
      <div className="watch-rows">
        {watches.length === 0 && <p className="bottom-empty">{words.empty}</p>}
        <table className="table has-hover" aria-label={words.label}>
          <tbody>
            {watches.map((expression, at) => (
              <tr key={`${at} ${expression}`}>
                <th scope="row" title={expression}>
                  <code>{expression}</code>
                </th>
                <Value evaluation={values[at]} />
                <td className="watch-kind">
                  <Kind evaluation={values[at]} isSampled={isSampled} />
                </td>
                <td className="watch-remove">
                  <Button
                    label={words.remove(expression)}
                    icon="close"
                    iconOnly
                    className="btn-small"
                    onClick={() => breakpoints.setWatches(watches.filter((_, each) => each !== at))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <AddRow watches={watches} />
    </div>
  );
}

function Value({ evaluation }: { readonly evaluation: Evaluation | undefined }) {
  const words = useText().breakpoints.watch;
  const language = useLanguage();
  if (!evaluation) return <td />;
  if ('problems' in evaluation) {
    const line = problemLine(evaluation.problems[0]!, language);
    return (
      <td className="text-error" title={line}>
        {line}
      </td>
    );
  }
  const { value } = evaluation;
  if (value === undefined) return <td className="text-quiet">{words.unknown}</td>;
  return <td className="watch-value selectable">{formatCondition(value)}</td>;
}

function Kind({ evaluation, isSampled }: { readonly evaluation: Evaluation | undefined; readonly isSampled: boolean }) {
  const words = useText().window.trust;
  if (!evaluation || 'problems' in evaluation || evaluation.value === undefined) return null;
  return <TrustBadge isSampled={isSampled} words={words} />;
}

function AddRow({ watches }: { readonly watches: readonly string[] }) {
  const { watch, field } = useText().breakpoints;
  const [text, setText] = useState('');
  const proposalsAt = useProposals();
  const add = () => {
    if (text.trim() === '') return;
    breakpoints.setWatches([...watches, text.trim()]);
    setText('');
  };
  return (
    <div className="watch-add">
      <CompletingField
        label={watch.add}
        value={text}
        onChange={setText}
        proposalsAt={proposalsAt}
        placeholder={watch.addExample}
        listLabel={field.completions}
        onEnter={add}
        opensUp
      />
      <Button label={watch.add} icon="plus" iconOnly onClick={add} disabled={text.trim() === ''} />
    </div>
  );
}
