import type { Catalogue } from '../../../main/contract/text/catalogue';
import type { RowState } from '../../chart-data/row-edits';
import { formatStep, formatValue } from '../../chart-data/number-format';
import type { Sample } from './batch-view';
import { outcomeText } from './outcome-text';

/** All of a sample in one sentence, for those who can't see it. */
export function sampleLabel(
  sample: Sample,
  words: Catalogue['window']['batch'],
  names: readonly string[] | undefined,
  vocabulary: readonly string[] | undefined,
): string {
  const target = outcomeText(sample.outcome, 'target', names, vocabulary);
  const predicted = outcomeText(sample.outcome, 'predicted', names, vocabulary);
  return words.sample(formatStep(sample.row + 1), target || '–', predicted || '–', formatValue(sample.loss));
}

/** How long the bar of a loss is: the largest of the batch fills it. */
export function shareOf(loss: number, largest: number): string {
  return largest > 0 && Number.isFinite(loss) ? `${Math.max(0, (loss / largest) * 100).toFixed(1)}%` : '0%';
}

/** What the person has said of a row, to be read after its label; empty if nothing. */
export function stateText(state: RowState | undefined, words: Catalogue['batchInspector']): string {
  if (!state) return '';
  const { isMarked, isSkipped, targets } = state;
  const isRelabelled = Object.keys(targets).length > 0;
  const parts = [isMarked && words.isMarked, isSkipped && words.isSkipped, isRelabelled && words.isRelabelled];
  return parts
    .filter((part) => part !== false)
    .map((part) => `, ${part}`)
    .join('');
}

/** The same as classes of its element. */
export function stateClasses(state: RowState | undefined): string {
  if (!state) return '';
  const { isMarked, isSkipped, targets } = state;
  const isRelabelled = Object.keys(targets).length > 0;
  return `${isMarked ? ' is-marked' : ''}${isSkipped ? ' is-skipped' : ''}${isRelabelled ? ' is-relabelled' : ''}`;
}
