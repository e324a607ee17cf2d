import type { LegendEntry } from './legend';

/** A rectangle in pixels of the picture. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** A legend entry with the place of its parts: left ends of the swatch and of the texts, baseline. */
export type PlacedEntry = LegendEntry & {
  readonly x: number;
  readonly nameX: number;
  readonly howX: number;
  readonly valueX: number;
  readonly y: number;
};

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
    const nameX = swatchWidth + 6;
    const howX = nameX + textWidth(entry.name, smallText) + 6;
    const valueX = howX + (entry.how ? textWidth(entry.how, smallText) + 6 : 0);
    const width = valueX + textWidth(entry.value, smallText) * 1.1 + 16;
    if (x > box.x && x + width > box.x + box.width) {
      x = box.x;
      line++;
    }
    const placed = {
      ...entry,
      x,
      nameX: x + nameX,
      howX: x + howX,
      valueX: x + valueX,
      y: box.y + 16 + line * legendLine,
    };
    x += width;
    return placed;
  });
  return { entries, lines: line };
}

function headHeight(legend: readonly LegendEntry[], width: number): number {
  return 20 + placeLegend(legend, { x: 0, y: 0, width, height: 0 }).lines * legendLine;
}

/** About how wide a text is in pixels: there is no font to measure with here, so it errs on the wide side. */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const character of text) ems += character > '\u2e7f' ? 1 : /[A-Zmw]/.test(character) ? 0.78 : 0.6;
  return ems * size;
}
