import {
  optionalHyperparameters,
  type Edit,
  type EditedBatch,
  type EditRecord,
  type EditValue,
  type RowMark,
} from '../../main/contract/debug/edits';
import type { RowPlace } from '../../main/contract/debug/row-edits';
import type { Variant } from '../../main/contract/debug/what-if';
import type { Catalogue } from '../../main/contract/text/catalogue';
import { formatSetting, formatStep } from './number-format';
import { fileName } from './file-name';
import { targetText } from './row-edits';

type Words = Pick<Catalogue, 'edits' | 'whatIf'>;

/** A row in few words: its number in its source, from 0, or its place in a batch. */
export function rowText(row: RowPlace, words: Catalogue['edits']): string {
  if (!('source' in row)) return words.rowOfBatch(formatStep(row.batch + 1), formatStep(row.row + 1));
  return words.row(fileName(row.source), formatStep(row.row));
}

type Changing = Exclude<Edit | RowMark, { readonly kind: 'replay-batch' }>;

function whatOf(edit: Changing, words: Catalogue['edits']): string {
  switch (edit.kind) {
    case 'hyperparameter':
      return words.hyperparameter(edit.name);
    case 'dropout-rate':
      return words.dropoutRate(edit.layer);
    case 'trainable':
      return words.trainable(edit.layer);
    case 'loss-weight':
      return words.lossWeight(edit.output);
    case 'batch-size':
      return words.batchSize;
    case 'repeat-data':
      return words.repeatData;
    case 'skip-row':
    case 'mark-row':
      return rowText(edit.row, words);
    case 'relabel-row':
      return words.targetOf(rowText(edit.row, words));
  }
}

function valueOf(edit: Changing): EditValue {
  switch (edit.kind) {
    case 'hyperparameter':
      return edit.value;
    case 'dropout-rate':
      return edit.rate;
    case 'trainable':
      return edit.isTrainable;
    case 'loss-weight':
      return edit.weight;
    case 'batch-size':
      return edit.rows;
    case 'repeat-data':
      return edit.isOn;
    case 'skip-row':
      return edit.isSkipped;
    case 'mark-row':
      return edit.isMarked;
    case 'relabel-row':
      return edit.target;
  }
}

function valueText(
  edit: Changing,
  value: EditValue | undefined,
  words: Catalogue['edits'],
  classNames: readonly string[] | undefined,
): string {
  switch (edit.kind) {
    case 'trainable':
      return value ? words.trained : words.frozen;
    case 'repeat-data':
      return value ? words.beginsAnew : words.ends;
    case 'skip-row':
      return value ? words.leftOut : words.used;
    case 'mark-row':
      return value ? words.marked : words.notMarked;
    case 'relabel-row': {
      const target = (value as EditValue) ?? edit.given;
      return Array.isArray(target) ? targetText(target as readonly number[], classNames) : words.asGiven;
    }
    case 'batch-size':
      return value === 0 ? words.asGiven : formatStep(value as number);
    default: {
      const isOptional = edit.kind === 'hyperparameter' && optionalHyperparameters.includes(edit.name);
      return isOptional && value === 0 ? words.off : formatSetting(value as number);
    }
  }
}

/**
 * Rows in words as a person writes them: `3, 5-8`.
 * @param rows places from 0, in any order
 */
function rowsText(rows: readonly number[]): string {
  const spans: [number, number][] = [];
  for (const row of [...rows].sort((a, b) => a - b)) {
    const span = spans.at(-1);
    if (span && row === span[1] + 1) span[1] = row;
    else spans.push([row, row]);
  }
  return spans.map(([from, to]) => (from === to ? `${from + 1}` : `${from + 1}-${to + 1}`)).join(', ');
}

/** A variant in words: how it differs from the step as it is. */
export function variantText(variant: Variant, { edits, whatIf }: Words): string {
  const words = whatIf.variantOf;
  const { hyperparameters = {}, withoutDropout, withoutRows = [], loss } = variant;
  const parts = Object.entries(hyperparameters).map(([name, value]) =>
    words.value(edits.hyperparameter(name), formatSetting(value)),
  );
  if (withoutDropout) parts.push(words.withoutDropout);
  if (withoutRows.length > 0) parts.push(words.withoutRows(rowsText(withoutRows)));
  if (loss !== undefined) parts.push(words.loss(loss));
  return parts.join(words.separator) || words.nothing;
}

/**
 * What an edit changes: `learning rate 0.01 → 0.003`.
 * @param classNames what classes are called, where that is known
 */
export function editChange(record: EditRecord, texts: Words, classNames?: readonly string[]): string {
  return changeText(record, texts, classNames, (what) => what);
}

function discardText(
  { epoch, batch }: EditedBatch,
  words: Catalogue['edits'],
  begin: (what: string) => string,
): string {
  return begin(words.discarded(formatStep(epoch + 1), formatStep(batch + 1)));
}

/** @param begin how what is changed begins: a name of the person's own that stands before it is left as it is */
function changeText(
  { edit, inside, model, was }: EditRecord,
  texts: Words,
  classNames: readonly string[] | undefined,
  begin: (what: string) => string,
): string {
  const words = texts.edits;
  if (edit.kind === 'variant') return variantText(edit.variant, texts);
  if (edit.kind === 'discard') return discardText(inside!, words, begin);
  const ofModel = (what: string): string => (model === '' ? begin(what) : words.ofModel(model, begin(what)));
  if (edit.kind === 'replay-batch') return ofModel(words.replayed(fileName(edit.file), formatStep(edit.times)));
  const named = ofModel(whatOf(edit, words));
  const said = (value: EditValue | undefined): string => valueText(edit, value, words, classNames);
  return words.change({ what: named, was: said(was), now: said(valueOf(edit)) });
}

/** An edit with the first step that it counts for: `Learning rate 0.01 → 0.003 from step 121 on`. */
export function editSentence(record: EditRecord, texts: Words, classNames?: readonly string[]): string {
  const { edits: words } = texts;
  const step = formatStep(record.step + 1);
  if (record.edit.kind === 'variant') return words.kept(editChange(record, texts, classNames), step);
  if (record.undoes !== undefined) return words.from(words.undoOf(editChange(record, texts, classNames)), step);
  const change = changeText(record, texts, classNames, words.beginning);
  if (record.edit.kind === 'discard') return words.discardedAfter(change, formatStep(record.step));
  return record.edit.kind === 'mark-row' ? change : words.from(change, step);
}
