import { useMemo, useState } from 'react';
import type { BatchDetail } from '../../../main/contract/batch-detail';
import { formatStep } from '../../chart-data/number-format';
import { isExact } from '../../store/selectors';
import { useRun, useText } from '../../store/window-store';
import { Badge } from '../../ui/badge';
import { arrange, viewOf } from './batch-view';
import type { SortOrder } from './batch-view';
import { BatchHeader } from './batch-header';
import { ListBar } from './list-bar';
import { SampleDetail } from './sample-detail';
import { SampleGrid } from './sample-grid';
import { SampleTable } from './sample-table';
import './batch.css';
import './samples.css';

/** The batch of now: what went in, what came out, row by row. */
export function BatchPanel() {
  const words = useText().window.batch;
  const detail = useRun(({ batch }) => batch);
  const moves = useRun(({ state }) => state.status === 'running' || state.status === 'stepping');
  return (
    <aside className="inspector" aria-label={words.label}>
      <div className="panel-head">
        <h2>{words.label}</h2>
        {detail && <Trust step={detail.step} />}
      </div>
      {detail ? <BatchBody detail={detail} /> : <p className="panel-empty">{moves ? words.noneRunning : words.none}</p>}
    </aside>
  );
}

/** How far the numbers can be trusted. */
function Trust({ step }: { readonly step: number }) {
  const words = useText().window.batch;
  const exact = useRun(isExact);
  return exact ? (
    <Badge exact icon="check" text={words.exact} hint={words.exactHint} />
  ) : (
    <Badge text={words.sampled(formatStep(step))} hint={words.sampledHint} />
  );
}

function BatchBody({ detail }: { readonly detail: BatchDetail }) {
  const words = useText().window.batch;
  const classNames = useRun(({ plan }) => plan?.classNames);
  const [input, setInput] = useState(0);
  const [output, setOutput] = useState(0);
  const [order, setOrder] = useState<SortOrder>('highest');
  const [wrongOnly, setWrongOnly] = useState(false);
  const [picked, setPicked] = useState<number>();
  const view = useMemo(() => viewOf(detail, input, output), [detail, input, output]);
  const hidesRight = wrongOnly && view.correct !== undefined;
  const samples = useMemo(() => arrange(view.samples, order, hidesRight), [view, order, hidesRight]);
  const selected = samples.find(({ row }) => row === picked) ?? samples[0];
  const list = {
    samples,
    selected: selected?.row,
    largestLoss: view.largestLoss,
    classNames,
    words,
    onSelect: setPicked,
  };
  return (
    <div className="inspector-body">
      <BatchHeader detail={detail} view={view} />
      <ListBar
        detail={detail}
        choice={{ input, output, order, wrongOnly }}
        wrong={view.correct === undefined ? undefined : view.samples.length - view.correct}
        onInput={setInput}
        onOutput={setOutput}
        onOrder={setOrder}
        onWrongOnly={setWrongOnly}
      />
      <div className="sample-list">
        {samples.length === 0 && <p className="panel-empty">{words.noneWrong}</p>}
        {view.inputKind === 'picture' ? (
          <SampleGrid {...list} />
        ) : (
          samples.length > 0 && <SampleTable {...list} columns={detail.columns} />
        )}
      </div>
      {selected && (
        <SampleDetail
          sample={selected}
          lossSum={view.lossSum}
          columns={detail.columns}
          classNames={classNames}
          words={words}
        />
      )}
    </div>
  );
}
