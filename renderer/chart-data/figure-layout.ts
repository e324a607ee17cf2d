import type { LegendEntry } from './legend';

/** A rectangle in pixels of the picture. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** A legend entry with its place: left ends of the swatch and of its words, baseline. */
export type PlacedEntry = LegendEntry & { readonly x: number; readonly wordsX: number; readonly y: number };

const margin = 16;
const titleHeight = 36;
const noteHeight = 28;
const gap = 16;
const legendLine = 18;
const plotInset = { left: 56, right: 14, top: 10, bottom: 36 };
const heights = { first: 240, other: 160 };
/** Width of the sample of a line in a legend. */
export const swatchWidth = 20;
/** Font size of legend and ticks. */
export const smallText = 12;
/** Of the title of a chart, and of that of the picture. */
export const titleText = { chart: 13, picture: 16 };
/** Between the words of a legend entry, beside the space that stands there. */
export const wordGap = 2;
/** How much wider bold text is. */
const bold = 1.1;

type Place = { readonly box: Box; readonly plot: Box };

/** Places the charts of a picture: the first across, the others two in a row, a last odd one across. */
export function placeCharts(
  legends: readonly (readonly LegendEntry[])[],
  width: number,
): { readonly places: readonly Place[]; readonly height: number } {
  const places: Place[] = [];
  let y = titleHeight + margin;
  for (let i = 0; i < legends.length;) {
    const inRow = i > 0 && i + 1 < legends.length ? 2 : 1;
    const boxWidth = (width - 2 * margin - (inRow - 1) * gap) / inRow;
    const row = legends.slice(i, i + inRow);
    const head = Math.max(...row.map((legend) => headHeight(legend, boxWidth)));
    const plotHeight = i === 0 ? heights.first : heights.other;
    const height = head + plotInset.top + plotHeight + plotInset.bottom;
    row.forEach((_, column) => {
      const x = margin + column * (boxWidth + gap);
      places.push({
        box: { x, y, width: boxWidth, height },
        plot: {
          x: x + plotInset.left,
          y: y + head + plotInset.top,
          width: boxWidth - plotInset.left - plotInset.right,
          height: plotHeight,
        },
      });
    });
    y += height + gap;
    i += inRow;
  }
  return { places, height: y - gap + noteHeight };
}

/** Places a legend below the title of its chart, on as many lines as it needs. */
export function placeLegend(
  legend: readonly LegendEntry[],
  box: Box,
): { readonly entries: readonly PlacedEntry[]; readonly lines: number } {
  let x = box.x;
  let line = 1;
  const entries = legend.map((entry) => {
    const wordsX = swatchWidth + 6;
    const light = [entry.name, entry.how].filter(Boolean).map((words) => textWidth(`${words} `, smallText) + wordGap);
    const width = light.reduce((sum, each) => sum + each, wordsX) + textWidth(entry.value, smallText) * bold + 16;
    if (x > box.x && x + width > box.x + box.width) {
      x = box.x;
      line++;
    }
    const placed = { ...entry, x, wordsX: x + wordsX, y: box.y + 16 + line * legendLine };
    x += width;
    return placed;
  });
  return { entries, lines: line };
}

function headHeight(legend: readonly LegendEntry[], width: number): number {
  return 20 + placeLegend(legend, { x: 0, y: 0, width, height: 0 }).lines * legendLine;
}

/** A name in the room it has: of a long one the middle gives way, since its end tells it from the next. */
export function fitName(name: string, size: number, width: number): string {
  const letters = [...name];
  if (textWidth(name, size) <= width) return name;
  for (let kept = letters.length - 1; kept > 1; kept -= 1) {
    const tail = Math.floor(kept / 2);
    const short = `${letters.slice(0, kept - tail).join('')}…${letters.slice(-tail).join('')}`;
    if (textWidth(short, size) <= width) return short;
  }
  return '…';
}

/** The same for a title, which is bold. */
export const fitTitle = (title: string, size: number, width: number): string => fitName(title, size * bold, width);

/** About how wide a text is in pixels: there is no font to measure with here, so it errs on the wide side. */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const character of text) ems += character > '\u2e7f' ? 1 : /[A-Zmw]/.test(character) ? 0.78 : 0.6;
  return ems * size;
}
