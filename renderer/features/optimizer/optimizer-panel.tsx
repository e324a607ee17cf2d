import { useState } from 'react';
import { optionalHyperparameters } from '../../../main/contract/debug/edits';
import type { OptimizerDetail } from '../../../main/contract/debug/optimizer';
import { formatStep } from '../../chart-data/number-format';
import { useAnswer } from '../../store/use-answer';
import { useLookCost } from '../../store/use-look-cost';
import { useText } from '../../store/window-store';
import { Badge } from '../../ui/badge';
import { TrustBadge } from '../../ui/trust-badge';
import { NumberRow } from './number-row';
import { SlotTable } from './slot-table';
import './optimizer.css';

/** The optimizer before its next update: its numbers and what it keeps. */
export function OptimizerPanel() {
  const words = useText();
  const { result, isSampled } = useAnswer('optimizer');
  const cost = useLookCost('optimizer');
  const [picked, setPicked] = useState<string>();
  const detail = result?.find(({ model }) => model === picked) ?? result?.[0];
  if (!result || !detail) return <p className="panel-empty">{words.optimizer.none}</p>;
  return (
    <div className="inspector-body scrolls optimizer-body">
      <p className="context">
        <strong>{detail.name}</strong>
        {result.length > 1 && (
          <select
            className="field field-small"
            aria-label={words.optimizer.model}
            title={words.optimizer.model}
            value={detail.model}
            onChange={({ target }) => setPicked(target.value)}
          >
            {result.map(({ model }) => (
              <option key={model}>{model}</option>
            ))}
          </select>
        )}
        {isSampled && cost && <Badge text={cost.text} hint={cost.hint} />}
        <TrustBadge isSampled={isSampled} words={words.window.trust} />
      </p>
      <OptimizerNumbers detail={detail} />
      <SlotTable detail={detail} />
    </div>
  );
}

function OptimizerNumbers({ detail }: { readonly detail: OptimizerDetail }) {
  const words = useText().optimizer;
  const { model, iterations, schedule, learningRate, hyperparameters, edited } = detail;
  const row = { model, isOptional: false, isEdited: false };
  return (
    <>
      <dl className="facts">
        <div>
          <dt>{words.updates}</dt>
          <dd>{formatStep(iterations)}</dd>
        </div>
        {schedule !== undefined && (
          <div>
            <dt>{words.schedule}</dt>
            <dd>{schedule}</dd>
          </div>
        )}
      </dl>
      <h3>{words.numbers}</h3>
      <dl className="facts optimizer-numbers">
        {!('learningRate' in hyperparameters) && (
          <NumberRow {...row} name="learningRate" label={words.scheduled} value={learningRate} />
        )}
        {Object.entries(hyperparameters).map(([name, value]) => (
          <NumberRow
            key={name}
            {...row}
            name={name}
            value={value}
            isOptional={optionalHyperparameters.includes(name)}
            isEdited={edited.includes(name)}
          />
        ))}
      </dl>
    </>
  );
}
