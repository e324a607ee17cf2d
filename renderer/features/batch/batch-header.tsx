import type { BatchDetail } from '../../../main/contract/batch-detail';
import type { BatchLook } from '../../../main/contract/debug/batch-inspector';
import type { Catalogue } from '../../../main/contract/text/catalogue';
import { shortFileName } from '../../chart-data/file-name';
import { formatStep, formatValue } from '../../chart-data/number-format';
import { isBatchExact } from '../../store/run-facts';
import { useLookCost } from '../../store/use-look-cost';
import { useRun, useText } from '../../store/window-store';
import { Badge } from '../../ui/badge';
import { LossAfter } from '../../ui/loss-after';
import { TrustBadge } from '../../ui/trust-badge';
import type { BatchView } from './batch-view';

type Props = {
  readonly detail: BatchDetail;
  readonly view: BatchView;
  /** The same batch closely; computed while it is waited for. */
  readonly look: BatchLook | undefined;
  /** Whether the run stands in it. */
  readonly isPending: boolean;
};

/** Which batch this is, and the two or three numbers that it is about. */
export function BatchHeader({ detail, view, look, isPending }: Props) {
  const { batchInspector, window } = useText();
  const words = window.batch;
  const plan = useRun((facts) => facts.plan);
  const own = useRun(({ batchEnd }) => batchEnd?.own);
  const isSampled = !useRun(isBatchExact) && !isPending;
  const loss = isPending ? look?.lossBefore : (own?.[`${detail.model}/loss`] ?? own?.['loss']);
  const of = plan?.mode === 'generator' ? plan : undefined;
  const total = (count: number | undefined) => (count === undefined ? undefined : formatStep(count));
  return (
    <>
      <p className="context">
        {detail.file === undefined ? (
          <strong>{words.header(formatStep(detail.batch + 1), total(of?.stepsPerEpoch))}</strong>
        ) : (
          <strong title={detail.file}>{batchInspector.file.from(shortFileName(detail.file))}</strong>
        )}
        {of && detail.file === undefined && !isSampled && (
          <span>{words.epoch(formatStep(detail.epoch + 1), total(of.epochs))}</span>
        )}
        {detail.model && <span>{words.model(detail.model)}</span>}
        {isPending ? (
          <Badge exact text={batchInspector.pending} hint={batchInspector.pendingBadgeHint} />
        ) : (
          <Trust step={detail.step} isSampled={isSampled} />
        )}
      </p>
      <dl className="figures">
        <div>
          <dt>{look ? batchInspector.lossPair : words.lossBefore}</dt>
          <dd>
            {loss === undefined ? '–' : formatValue(loss)}
            {look && <LossAfter value={formatValue(look.lossAfter)} hint={afterHint(look, batchInspector)} />}
          </dd>
        </div>
        <BatchFigures detail={detail} view={view} />
      </dl>
    </>
  );
}

/** How many rows it has, and how many of them are predicted right. */
export function BatchFigures({ detail, view }: Pick<Props, 'detail' | 'view'>) {
  const words = useText().window.batch;
  return (
    <>
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
            {formatStep(view.correct)} <small>{words.of(formatStep(detail.judgedRows))}</small>
          </dd>
        </div>
      )}
    </>
  );
}

/** What the loss after an update is of. */
export function afterHint({ of }: BatchLook, words: Catalogue['batchInspector']): string {
  return of === 'last' ? words.lossAfterHint : words.pendingHint;
}

/** How far the numbers can be trusted, and what it costs the training to look at them. */
function Trust({ step, isSampled }: { readonly step: number; readonly isSampled: boolean }) {
  const words = useText().window.trust;
  const cost = useLookCost('batch', 'batchLook', 'pendingBatch');
  const badge = <TrustBadge isSampled={isSampled} words={{ ...words, sampled: words.sampledAt(formatStep(step)) }} />;
  if (!isSampled) return badge;
  return (
    <span className="context-sampled">
      {cost && <small title={cost.hint}>{cost.text}</small>}
      {badge}
    </span>
  );
}
