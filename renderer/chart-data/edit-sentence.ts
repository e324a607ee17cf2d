import { optionalHyperparameters, type Edit, type EditRecord } from '../../main/contract/debug/edits';
import type { Variant } from '../../main/contract/debug/what-if';
import type { Catalogue } from '../../main/contract/text/catalogue';
import { formatSetting, formatStep } from './number-format';

type Words = Pick<Catalogue, 'edits' | 'whatIf'>;

function whatOf(edit: Edit, words: Catalogue['edits']): string {
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
  }
}

function valueOf(edit: Edit): number | boolean {
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
  }
}

/**
 * Rows in words as a person writes them: `3, 5-8`.
 * @param rows places from 0, in any order
 */
export function rowsText(rows: readonly number[]): string {
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

/** What an edit changes: `learning rate 0.01 → 0.003`. */
export function editChange({ edit, model, was }: EditRecord, texts: Words): string {
  const words = texts.edits;
  if (edit.kind === 'variant') return variantText(edit.variant, texts);
  const isOptional = edit.kind === 'hyperparameter' && optionalHyperparameters.includes(edit.name);
  const shown = (value: number | boolean | undefined): string => {
    if (typeof value !== 'number') return value ? words.trained : words.frozen;
    if (edit.kind === 'batch-size') return value === 0 ? words.asGiven : formatStep(value);
    return isOptional && value === 0 ? words.off : formatSetting(value);
  };
  const what = whatOf(edit, words);
  const named = model === '' ? what : words.ofModel(model, what);
  return words.change({ what: named, was: shown(was), now: shown(valueOf(edit)) });
}

/** An edit with the first step that it counts for: `learning rate 0.01 → 0.003 from step 121 on`. */
export function editSentence(record: EditRecord, texts: Words): string {
  const { edits: words } = texts;
  const step = formatStep(record.step + 1);
  const change = editChange(record, texts);
  if (record.edit.kind === 'variant') return words.kept(change, step);
  return words.from(record.undoes === undefined ? change : words.undoOf(change), step);
}
