import { memo, useMemo, useState, type ReactNode } from 'react';
import type { BatchDetail } from '../../../main/contract/batch-detail';
import type { BatchLook } from '../../../main/contract/debug/batch-inspector';
import { rowKey } from '../../../main/contract/debug/row-edits';
import type { Catalogue } from '../../../main/contract/text/catalogue';
import { shortFileName } from '../../chart-data/file-name';
import { formatStep } from '../../chart-data/number-format';
import { useRowStates } from '../../store/use-row-states';
import { useRun, useText, useWorkspace, workspace } from '../../store/window-store';
import { arrange, viewOf } from './batch-view';
import type { BatchView, SortOrder } from './batch-view';
import { BatchFindings } from './batch-findings';
import { ListBar } from './list-bar';
import { placeOfRow, targetOf } from './row-place';
import { RowTools } from './row-tools';
import { SampleDetail, type Place } from './sample-detail';
import { SampleGrid } from './sample-grid';
import { SampleTable } from './sample-table';
import { useRowTools } from './use-row-tools';

type Props = {
  readonly detail: BatchDetail;
  /** The same batch closely; computed while it is waited for. */
  readonly look: BatchLook | undefined;
  /** Whether the run stands in it. */
  readonly isPending: boolean;
  readonly header: (view: BatchView) => ReactNode;
  /** What can be done with the batch. */
  readonly tools: ReactNode;
};

/** The rows of a batch, the chosen one closely. */
export const BatchBody = memo(function BatchBody({ detail, look, isPending, header, tools: batchTools }: Props) {
  const { batchInspector: inspectorWords, window } = useText();
  const words = window.batch;
  const classNames = useRun(({ plan }) => plan?.classNames);
  const vocabulary = useRun(({ plan }) => plan?.vocabulary);
  const [input, setInput] = useState(0);
  const [output, setOutput] = useState(0);
  const [order, setOrder] = useState<SortOrder>('highest');
  const [wrongOnly, setWrongOnly] = useState(false);
  const picked = useWorkspace(({ batchRow }) => batchRow);
  const view = useMemo(() => viewOf(detail, input, output), [detail, input, output]);
  const hidesRight = wrongOnly && view.wrongShown !== undefined;
  const samples = useMemo(() => arrange(view.samples, order, hidesRight), [view, order, hidesRight]);
  const selected = samples.find(({ row }) => row === picked) ?? samples[0];
  const states = useRowStates();
  const stateOf = (row: number) =>
    detail.file === undefined ? states.get(rowKey(placeOfRow(detail, row))) : undefined;
  const tools = useRowTools(detail, selected?.row, isPending);
  // What is said of rows is said of those of the data.
  const isOfRun = detail.file === undefined;
  const list = {
    samples,
    selected: selected?.row,
    largestLoss: view.largestLoss,
    classNames,
    vocabulary,
    words,
    stateOf,
    onSelect: pickRow,
  };
  return (
    <div className="inspector-body scrolls">
      {header(view)}
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
      <div className="sample-list" onKeyDown={isOfRun ? tools.onKeyDown : undefined}>
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
      {selected && isOfRun && <RowTools tools={tools} outcome={selected.outcome} target={targetOf(detail, output)} />}
      {batchTools}
    </div>
  );
});

const pickRow = (row: number) => workspace.setState({ batchRow: row });

/** Of a source's name, beside a picture. */
const mostOfSource = 14;

/** A name that stays on one line, among words that do not. */
const unbroken = (name: string) => name.replaceAll(' ', '\u00a0').replace(/[-…]/g, '$&\u2060');

/** Where a row comes from: its place in the source, or in the run if the source is not known; a file that does not know it is named above. */
function placeText({ rowIds, batch, file }: BatchDetail, row: number, words: Catalogue['batchInspector']): Place {
  const id = rowIds?.[row];
  if (!id && file !== undefined) return { full: words.file.row(file, formatStep(row + 1)) };
  if (!id) {
    const text = words.noSource(formatStep(batch + 1), formatStep(row + 1));
    return { text, full: text };
  }
  return {
    text: words.source(unbroken(shortFileName(id.source, mostOfSource)), formatStep(id.row)),
    full: words.sourceHint(id.source, formatStep(id.row)),
  };
}
