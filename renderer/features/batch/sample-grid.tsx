import type { Catalogue } from '../../../main/contract/text/catalogue';
import type { RowState } from '../../chart-data/row-edits';
import { useText } from '../../store/window-store';
import { moveFocus } from '../../ui/roving';
import type { Sample } from './batch-view';
import { Picture } from './picture';
import { sampleLabel, shareOf, stateClasses, stateText } from './sample-words';

/** What grid and table of samples share. */
export type SampleListProps = {
  readonly samples: readonly Sample[];
  readonly selected: number | undefined;
  readonly largestLoss: number;
  readonly classNames: readonly string[] | undefined;
  readonly vocabulary: readonly string[] | undefined;
  readonly words: Catalogue['window']['batch'];
  /** What the person has said of a row. */
  readonly stateOf: (row: number) => RowState | undefined;
  readonly onSelect: (row: number) => void;
};

const columns = 8;

/** Inputs as pictures: a bar says the loss, a notch a wrong prediction. */
export function SampleGrid(props: SampleListProps) {
  const { samples, selected, largestLoss, classNames, vocabulary, words, stateOf, onSelect } = props;
  const said = useText().batchInspector;
  const labelOf = (sample: Sample) =>
    sampleLabel(sample, words, classNames, vocabulary) + stateText(stateOf(sample.row), said);
  return (
    <ol className="samples" aria-label={words.samples} onKeyDown={(event) => moveFocus(event, columns)}>
      {samples.map((sample, place) => (
        // By its place: with another batch all samples are others, and none has to be moved in the document.
        <li key={place}>
          <button
            type="button"
            className={`sample${sample.wrong ? ' is-wrong' : ''}${stateClasses(stateOf(sample.row))}`}
            aria-current={sample.row === selected}
            tabIndex={sample.row === selected ? 0 : -1}
            aria-label={labelOf(sample)}
            title={labelOf(sample)}
            onClick={() => onSelect(sample.row)}
          >
            <span className="thumb">
              {sample.input.kind === 'picture' && <Picture pixels={sample.input.pixels} place={32} />}
            </span>
            <i style={{ width: shareOf(sample.loss, largestLoss) }} />
          </button>
        </li>
      ))}
    </ol>
  );
}
