import type { Catalogue } from '../../../main/contract/text/catalogue';
import { formatPlain, formatStep, formatValue } from '../../chart-data/number-format';
import { Facts } from '../../ui/facts';
import type { Sample } from './batch-view';
import { Chances } from './chances';
import type { Outcome } from './outcome';
import { outcomeText, tokensText, valuesText } from './outcome-text';
import { Picture } from './picture';

/** Where a row comes from: in full, and in short where the number of the row does not say it. */
export type Place = { readonly text?: string; readonly full: string };

type Props = {
  readonly sample: Sample;
  readonly place: Place;
  readonly vocabulary: readonly string[] | undefined;
  readonly lossSum: number;
  readonly columns: readonly string[] | undefined;
  readonly classNames: readonly string[] | undefined;
  readonly words: Catalogue['window']['batch'];
};

const pictureSize = 84;

/** The picked row at full size, with all that the model said of it. */
export function SampleDetail({ sample, place, vocabulary, lossSum, columns, classNames, words }: Props) {
  const { input, outcome, loss, wrong } = sample;
  const names = { classNames, vocabulary };
  const form = `${input.kind === 'picture' ? '' : ' is-table'}${classNames ? ' is-named' : ''}`;
  return (
    <section className={`sample-detail${form}`} aria-label={words.row(formatStep(sample.row + 1))}>
      <div className="sample-card">
        {input.kind === 'picture' ? (
          <Picture pixels={input.pixels} place={pictureSize} />
        ) : input.kind === 'tokens' ? (
          <p className="sample-values selectable">{tokensText(input.values, vocabulary)}</p>
        ) : (
          <Values values={input.values} columns={columns} words={words} />
        )}
        <p title={place.full}>{words.row(formatStep(sample.row + 1))}</p>
        {place.text !== undefined && (
          <p className="sample-place" title={place.full}>
            {place.text}
          </p>
        )}
      </div>
      <dl className="facts sample-facts">
        <Side name={words.target} outcome={outcome} side="target" {...names} tone="is-target-text" />
        <Side name={words.predicted} outcome={outcome} side="predicted" {...names} tone={wrong ? 'text-error' : ''} />
        <div>
          <dt>{words.loss}</dt>
          <dd>{formatValue(loss)}</dd>
        </div>
        {lossSum > 0 && Number.isFinite(loss) && (
          <div className="facts-note">
            <dt>{words.share(((loss / lossSum) * 100).toFixed(1))}</dt>
          </div>
        )}
      </dl>
      {outcome?.kind === 'classes' && <Chances outcome={outcome} classNames={classNames} words={words} />}
    </section>
  );
}

function Side(props: {
  readonly name: string;
  readonly outcome: Outcome | undefined;
  readonly side: 'target' | 'predicted';
  readonly classNames: readonly string[] | undefined;
  readonly vocabulary: readonly string[] | undefined;
  readonly tone: string;
}) {
  const { name, outcome, side, classNames, vocabulary, tone } = props;
  const text =
    outcome?.kind === 'values' ? valuesText(outcome[side], 8) : outcomeText(outcome, side, classNames, vocabulary);
  return (
    <div>
      <dt>{name}</dt>
      <dd className={tone} title={text}>
        {outcome?.kind === 'pictures' ? <Picture pixels={outcome[side]} place={32} /> : text}
      </dd>
    </div>
  );
}

const mostValues = 64;

function Values(props: {
  readonly values: readonly number[];
  readonly columns: readonly string[] | undefined;
  readonly words: Props['words'];
}) {
  const { values, columns, words } = props;
  const rest = values.length - mostValues;
  const rows = values
    .slice(0, mostValues)
    .map((value, i): readonly [string, string] => [columns?.[i] ?? words.column(i + 1), formatPlain(value)]);
  return (
    <div className="sample-values" role="group" aria-label={words.values} tabIndex={0}>
      <Facts rows={rows} />
      {rest > 0 && <p>{words.more(rest)}</p>}
    </div>
  );
}
