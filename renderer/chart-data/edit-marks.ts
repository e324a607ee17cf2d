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
 */
export function editMarks(
  edits: readonly EditRecord[],
  text: Catalogue,
  map: PlotMap,
  plot: Box,
  fontSize: number,
): readonly EditMark[] {
  const right = plot.x + plot.width;
  const marks: EditMark[] = [];
  let free = plot.x;
  for (const [step, words] of changesByStep(edits, text)) {
    const x = xOf(map, step);
    if (x < plot.x || x > right) continue;
    const width = textWidth(words, fontSize) + gap;
    const fitsRight = x >= free && x + width <= right;
    const fitsLeft = x - width >= free;
    if (words.length > longest || !(fitsRight || fitsLeft)) {
      marks.push({ x });
      continue;
    }
    marks.push({ x, label: { words, ...(fitsRight ? at(x + gap, 'start') : at(x - gap, 'end')) } });
    free = (fitsRight ? x + width : x) + gap;
  }
  return marks;
}

const at = (x: number, anchor: 'start' | 'end') => ({ x, anchor });

/** In the order of the steps; edits of one step are one label. */
function changesByStep(edits: readonly EditRecord[], text: Catalogue): ReadonlyMap<number, string> {
  const changes = new Map<number, string>();
  // A marked row changes nothing in the run.
  const made = edits.filter(({ edit }) => edit.kind !== 'mark-row');
  for (const edit of made.sort((a, b) => a.step - b.step)) {
    const before = changes.get(edit.step);
    const change = editChange(edit, text);
    changes.set(edit.step, before === undefined ? change : `${before}, ${change}`);
  }
  return changes;
}
