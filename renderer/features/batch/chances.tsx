import type { Catalogue } from '../../../main/contract/text/catalogue';
import { formatValue } from '../../chart-data/number-format';
import type { Outcome } from './outcome';
import { className } from './outcome-text';

const mostBars = 10;

type Props = {
  readonly outcome: Extract<Outcome, { kind: 'classes' }>;
  readonly classNames: readonly string[] | undefined;
  readonly words: Catalogue['window']['batch'];
};

/** What the model gave each class. Of many classes the highest are shown, and the target always. */
export function Chances({ outcome, classNames, words }: Props) {
  const { scores, target, predicted, areProbabilities } = outcome;
  const largest = areProbabilities ? 1 : Math.max(...scores.map(Math.abs), Number.MIN_VALUE);
  return (
    <div className="chances">
      <h3>{areProbabilities ? words.probability : words.rawOutput}</h3>
      <ol>
        {classesToShow(scores, target).map((index) => {
          const mark = index === target ? 'is-target' : index === predicted ? 'is-predicted' : '';
          return (
            <li key={index} className={mark}>
              <span title={className(index, classNames)}>{className(index, classNames)}</span>
              <i>
                <i style={{ width: `${Math.min(100, (Math.abs(scores[index] ?? 0) / largest) * 100).toFixed(1)}%` }} />
              </i>
              <b>{areProbabilities ? (scores[index] ?? NaN).toFixed(3) : formatValue(scores[index] ?? NaN)}</b>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** Class numbers in their own order; of many the likeliest first, as not all are in sight, and the target among the first two. */
export function classesToShow(scores: readonly number[], target: number): readonly number[] {
  const all = scores.map((_, index) => index);
  if (all.length <= mostBars) return all;
  const best = all.sort((a, b) => scores[b]! - scores[a]!);
  const [first] = best;
  if (first === target || !best.includes(target)) return best.slice(0, mostBars);
  return [first!, target, ...best.filter((index) => index !== first && index !== target)].slice(0, mostBars);
}
