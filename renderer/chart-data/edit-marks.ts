import type { EditRecord } from '../../main/contract/debug/edits';
import type { Catalogue } from '../../main/contract/text/catalogue';
import { editChange } from './edit-sentence';
import { type Box, textWidth } from './figure-layout';
import { type PlotMap, xOf } from './plot-map';

/** Where a run was changed by hand: a line through the chart. */
export type EditMark = {
  /** In pixels. */
  readonly x: number;
  /** Absent where there is no room for it. */
  readonly label?: { readonly words: string; readonly x: number; readonly anchor: 'start' | 'end' };
};

/** Room between a line and its words, in pixels. */
const gap = 5;
/** Longer words are left to the list of edits. */
const longest = 56;

/**
 * The edits of a line on its chart, with what they changed where that can be read: no two labels touch.
 * @param fontSize of the labels, in pixels
 * @param classNames what classes are called, where that is known
 */
export function editMarks(
  edits: readonly EditRecord[],
  text: Catalogue,
  map: PlotMap,
  plot: Box,
  fontSize: number,
  classNames?: readonly string[],
): readonly EditMark[] {
  const right = plot.x + plot.width;
  const marks: EditMark[] = [];
  let free = plot.x;
  for (const [step, changes] of changesByStep(edits, text, classNames)) {
    const x = xOf(map, step);
    if (x < plot.x || x > right) continue;
    const fitting = labels(changes, text).flatMap((words) => {
      const width = textWidth(words, fontSize) + gap;
      if (words.length > longest) return [];
      if (x >= free && x + width <= right) return { label: { words, ...at(x + gap, 'start') }, end: x + width };
      return x - width >= free ? { label: { words, ...at(x - gap, 'end') }, end: x } : [];
    });
    const [first] = fitting;
    marks.push(first ? { x, label: first.label } : { x });
    if (first) free = first.end + gap;
  }
  return marks;
}

/** What may stand at a line, the fullest first: all that was changed at a step, or the first of it and how much more. */
function labels(changes: readonly string[], { edits, whatIf }: Catalogue): readonly string[] {
  const all = changes.join(whatIf.variantOf.separator);
  return changes.length === 1 ? [all] : [all, edits.andMore(changes[0]!, String(changes.length - 1))];
}

const at = (x: number, anchor: 'start' | 'end') => ({ x, anchor });

/** In the order of the steps; edits of one step have one label. */
function changesByStep(
  edits: readonly EditRecord[],
  text: Catalogue,
  classNames: readonly string[] | undefined,
): ReadonlyMap<number, readonly string[]> {
  const changes = new Map<number, readonly string[]>();
  // A marked row changes nothing in the run.
  const made = edits.filter(({ edit }) => edit.kind !== 'mark-row');
  for (const edit of made.sort((a, b) => a.step - b.step)) {
    changes.set(edit.step, [...(changes.get(edit.step) ?? []), editChange(edit, text, classNames)]);
  }
  return changes;
}
