import { useMemo, useState } from 'react';
import type { BatchDetail } from '../../../main/contract/batch-detail';
import { rowKey } from '../../../main/contract/debug/row-edits';
import type { Catalogue } from '../../../main/contract/text/catalogue';
import { formatStep } from '../../chart-data/number-format';
import { useRowStates } from '../../store/use-row-states';
import { useAnswer } from '../../store/use-answer';
import { useRun, useText } from '../../store/window-store';
import { arrange, viewOf } from './batch-view';
import type { SortOrder } from './batch-view';
import { BatchFindings } from './batch-findings';
import { BatchHeader } from './batch-header';
import { BatchTools } from './batch-tools';
import { ListBar } from './list-bar';
import { placeOfRow, targetOf } from './row-place';
import { RowTools } from './row-tools';
import { SampleDetail, type Place } from './sample-detail';
import { SampleGrid } from './sample-grid';
import { SampleTable } from './sample-table';
import { useRowTools } from './use-row-tools';
import './batch.css';
import './samples.css';

/** The batch of now: what went in, what came out, row by row. */
export function BatchPanel() {
  const words = useText().window.batch;
  const last = useRun(({ batch }) => batch);
  const isInside = useRun(({ state }) => state.status === 'paused' && state.at === 'before-commit');
  const { result: pending } = useAnswer('pendingBatch');
  const detail = isInside && pending ? pending : last;
  const moves = useRun(({ state }) => state.status === 'running' || state.status === 'stepping');
  return (
    <>
      {detail ? (
        <BatchBody detail={detail} isPending={detail === pending} />
      ) : (
        <p className="panel-empty">{moves ? words.noneRunning : words.none}</p>
      )}
    </>
  );
}

function BatchBody({ detail, isPending }: { readonly detail: BatchDetail; readonly isPending: boolean }) {
  const { batchInspector: inspectorWords, window } = useText();
  const words = window.batch;
  const classNames = useRun(({ plan }) => plan?.classNames);
  const vocabulary = useRun(({ plan }) => plan?.vocabulary);
  const { result } = useAnswer('batchLook');
  const look = result?.step === detail.step ? result : undefined;
  const [input, setInput] = useState(0);
  const [output, setOutput] = useState(0);
  const [order, setOrder] = useState<SortOrder>('highest');
  const [wrongOnly, setWrongOnly] = useState(false);
  const [picked, setPicked] = useState<number>();
  const view = useMemo(() => viewOf(detail, input, output), [detail, input, output]);
  const hidesRight = wrongOnly && view.wrongShown !== undefined;
  const samples = useMemo(() => arrange(view.samples, order, hidesRight), [view, order, hidesRight]);
  const selected = samples.find(({ row }) => row === picked) ?? samples[0];
  const states = useRowStates();
  const stateOf = (row: number) => states.get(rowKey(placeOfRow(detail, row)));
  const tools = useRowTools(detail, selected?.row, isPending);
  const list = {
    samples,
    selected: selected?.row,
    largestLoss: view.largestLoss,
    classNames,
    vocabulary,
    words,
    stateOf,
    onSelect: setPicked,
  };
  return (
    <div className="inspector-body">
      <BatchHeader detail={detail} view={view} look={look} isPending={isPending} />
      {look && <BatchFindings findings={look.findings} />}
      <ListBar
        detail={detail}
        choice={{ input, output, order, wrongOnly }}
        wrong={view.wrongShown}
        onInput={setInput}
        onOutput={setOutput}
        onOrder={setOrder}
        onWrongOnly={setWrongOnly}
      />
      <div className="sample-list" onKeyDown={tools.onKeyDown}>
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
          place={placeText(detail, selected.row, inspectorWords)}
          vocabulary={vocabulary}
          lossSum={view.lossSum}
          columns={detail.columns}
          classNames={classNames}
          words={words}
        />
      )}
      {selected && <RowTools tools={tools} outcome={selected.outcome} target={targetOf(detail, output)} />}
      <BatchTools step={detail.step} />
    </div>
  );
}

/** Where a row comes from: its place in the source, or in the run if the source is not known. */
function placeText({ rowIds, batch }: BatchDetail, row: number, words: Catalogue['batchInspector']): Place {
  const id = rowIds?.[row];
  if (!id) return { text: words.noSource(formatStep(batch + 1), formatStep(row + 1)) };
  const name = id.source.split(/[\\/]/).at(-1) ?? id.source;
  return { text: words.source(name, formatStep(id.row)), full: words.sourceHint(id.source, formatStep(id.row)) };
}
