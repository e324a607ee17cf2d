import { formatSetting, formatValue } from '../../chart-data/number-format';
import { useText } from '../../store/window-store';
import { ColumnName } from '../../ui/column-name';
import { moveFocus } from '../../ui/roving';
import type { Sample } from './batch-view';
import { columnsOf } from './sample-columns';
import { cellText, outcomeText, tokensText } from './outcome-text';
import { Picture } from './picture';
import type { SampleListProps } from './sample-grid';
import { sampleLabel, shareOf, stateClasses, stateText } from './sample-words';

type Props = SampleListProps & { readonly columns: readonly string[] | undefined };

/** Inputs as a table: the first columns of a row, its target, prediction and loss. */
export function SampleTable(props: Props) {
  const { samples, columns, classNames, words } = props;
  const first = samples[0]?.input;
  const { count, isWide, hasLongLosses, hasLongNames, isTight } = columnsOf(samples, classNames);
  const isTokens = first?.kind === 'tokens';
  const form = [
    isTokens && 'is-tokens',
    isWide && 'is-wide',
    hasLongLosses && 'has-long-losses',
    hasLongNames && 'has-long-names',
  ];
  const heads = isTokens ? [words.input] : Array.from({ length: count }, (_, i) => columns?.[i] ?? words.column(i + 1));
  return (
    <div className={['sample-table', ...form].filter(Boolean).join(' ')} onKeyDown={(event) => moveFocus(event, 1)}>
      <table className="table is-lined is-small has-hover" aria-label={words.samples}>
        <thead>
          <tr>
            <th scope="col">{words.rowHead}</th>
            {heads.map((head) => (
              <th key={head} scope="col" title={head} aria-label={head}>
                <ColumnName name={head} />
              </th>
            ))}
            {[words.target, words.predicted, words.loss].map((head) => (
              <th key={head} scope="col" title={head} aria-label={head}>
                {isTight && head === words.predicted ? words.predictedShort : head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {samples.map((sample) => (
            <SampleRow
              key={sample.row}
              {...props}
              sample={sample}
              cells={cellsOf(sample, count, isWide, props.vocabulary)}
              isWide={isWide}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What a cell shows, and what it is in full. */
type Cell = readonly [text: string, full: string];
type RowProps = Props & { readonly sample: Sample; readonly cells: readonly Cell[]; readonly isWide: boolean };

function SampleRow(props: RowProps) {
  const { sample, cells, isWide, selected, largestLoss, classNames, vocabulary, words, stateOf, onSelect } = props;
  const state = stateOf(sample.row);
  const said = useText().batchInspector;
  const { outcome } = sample;
  return (
    <tr
      className={`${sample.wrong ? 'is-wrong' : ''}${stateClasses(state)}`}
      title={stateText(state, said).slice(2) || undefined}
      aria-current={sample.row === selected}
      onClick={() => onSelect(sample.row)}
    >
      <td>
        <button
          type="button"
          tabIndex={sample.row === selected ? 0 : -1}
          aria-label={sampleLabel(sample, words, classNames, vocabulary) + stateText(state, said)}
        >
          {sample.row + 1}
        </button>
      </td>
      {cells.map(([text, full], i) => (
        <td key={i} title={full}>
          {text}
        </td>
      ))}
      {(['target', 'predicted'] as const).map((side) => (
        <td key={side} className={`cell-${side}`} title={outcomeText(outcome, side, classNames, vocabulary)}>
          <Side outcome={outcome} side={side} classNames={classNames} vocabulary={vocabulary} isWide={isWide} />
        </td>
      ))}
      <td className="cell-loss" title={formatSetting(sample.loss)}>
        {formatValue(sample.loss)}
        <i style={{ width: shareOf(sample.loss, largestLoss) }} />
      </td>
    </tr>
  );
}

function Side(props: {
  readonly outcome: Sample['outcome'];
  readonly side: 'target' | 'predicted';
  readonly classNames: readonly string[] | undefined;
  readonly vocabulary: readonly string[] | undefined;
  readonly isWide: boolean;
}) {
  const { outcome, side, classNames, vocabulary, isWide } = props;
  if (outcome?.kind === 'pictures') return <Picture pixels={outcome[side]} place={18} />;
  const values = outcome?.kind === 'values' ? outcome[side] : [];
  return values.length === 1 ? cellText(values[0] ?? NaN, isWide) : outcomeText(outcome, side, classNames, vocabulary);
}

function cellsOf(
  { input }: Sample,
  count: number,
  isWide: boolean,
  vocabulary: readonly string[] | undefined,
): readonly Cell[] {
  if (input.kind === 'picture') return [];
  if (input.kind === 'values') {
    return input.values.slice(0, count).map((value) => [cellText(value, isWide), formatSetting(value)]);
  }
  const text = tokensText(input.values, vocabulary);
  return [[text, text]];
}
