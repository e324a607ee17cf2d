import type { BatchDetail } from '../../../main/contract/batch-detail';
import { formatStep, formatValue } from '../../chart-data/number-format';
import { useRun, useText } from '../../store/window-store';
import type { BatchView } from './batch-view';

/** Which batch this is, and the two or three numbers that it is about. */
export function BatchHeader({ detail, view }: { readonly detail: BatchDetail; readonly view: BatchView }) {
  const words = useText().window.batch;
  const plan = useRun((facts) => facts.plan);
  const own = useRun(({ batchEnd }) => batchEnd?.own);
  const loss = own?.[`${detail.model}/loss`] ?? own?.['loss'];
  const of = plan?.mode === 'generator' ? plan : undefined;
  const total = (count: number | undefined) => (count === undefined ? undefined : formatStep(count));
  return (
    <>
      <p className="context">
        <strong>{words.header(formatStep(detail.batch + 1), total(of?.stepsPerEpoch))}</strong>
        {of && <span>{words.epoch(formatStep(detail.epoch + 1), total(of.epochs))}</span>}
        {detail.model && <span>{words.model(detail.model)}</span>}
      </p>
      <dl className="figures">
        <div>
          <dt>{words.lossBefore}</dt>
          <dd>{loss === undefined ? '–' : formatValue(loss)}</dd>
        </div>
        <div>
          <dt>{words.rows}</dt>
          <dd>
            {formatStep(detail.rows)}
            {detail.shownRows < detail.rows && <small> {words.shown(formatStep(detail.shownRows))}</small>}
          </dd>
        </div>
        {view.correct !== undefined && (
          <div>
            <dt>{words.correct}</dt>
            <dd>
              {formatStep(view.correct)} <small>{words.of(formatStep(detail.shownRows))}</small>
            </dd>
          </div>
        )}
      </dl>
    </>
  );
}
