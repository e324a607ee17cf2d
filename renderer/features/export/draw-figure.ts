import { type BestMark, starPath } from '../../chart-data/best-marks';
import { type FigureChart, type FigureModel, type FigureTick, softOpacity } from '../../chart-data/figure';
import {
  type Box,
  fitName,
  fitTitle,
  type PlacedEntry,
  smallText,
  swatchWidth,
  titleText,
  wordGap,
} from '../../chart-data/figure-layout';
import type { ChartTheme } from '../../chart-data/chart-theme';
import { dashOf } from '../../chart-data/paths';

/** A picture of charts as an SVG document of its own: legend and axes inside, text as text, nothing outside needed. */
export function drawFigure(figure: FigureModel): string {
  const { width, height, theme } = figure;
  const margin = figure.charts[0]?.box.x ?? 0;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` font-family="${escape(theme.font)}" font-size="${smallText}" fill="${theme.text}">`,
    `<title>${escape(figure.title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${theme.surface}"/>`,
    title(margin, 32, titleText.picture, fitTitle(figure.title, titleText.picture, width - 2 * margin)),
    ...figure.charts.map((chart, i) => drawChart(chart, `plot-${i + 1}`, theme)),
    text({ x: width - margin, y: height - 10, words: figure.note, anchor: 'end', fill: theme.textFaint }),
    '</svg>',
  ].join('');
}

function drawChart(chart: FigureChart, id: string, theme: ChartTheme): string {
  const { plot, box } = chart;
  const bottom = plot.y + plot.height;
  const lines = chart.lines.map(({ d, markers, colour, width, dash, opacity }) => {
    const stroke = dash ? ` stroke-dasharray="${dash}"` : ' stroke-linecap="round"';
    const style = opacity === undefined ? stroke : `${stroke} stroke-opacity="${opacity}"`;
    const line =
      d && `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linejoin="round"${style}/>`;
    const faint = opacity === undefined ? '' : ` opacity="${opacity}"`;
    return line + (markers && `<path d="${markers}" fill="${colour}" stroke="${theme.surface}"${faint}/>`);
  });
  return [
    `<g><title>${escape(chart.title)}</title>`,
    title(box.x, box.y + 13, titleText.chart, fitTitle(chart.title, titleText.chart, box.width)),
    ...chart.legend.map((entry) => drawEntry(entry, chart, theme)),
    chart.partial ? rect(chart.partial, `fill="${theme.partial}"`) : '',
    chart.future ? rect(chart.future, `fill="${theme.future}"`) : '',
    drawAxes(chart, theme),
    drawEditLines(chart, theme),
    drawBestLines(chart, theme),
    `<clipPath id="${id}">${rect({ ...plot, y: plot.y - 2, height: plot.height + 4 }, '')}</clipPath>`,
    `<g clip-path="url(#${id})">`,
    ...lines,
    chart.bad && `<path d="${chart.bad}" fill="${theme.error}" stroke="${theme.surface}"/>`,
    `</g>`,
    ...chart.edits.map(({ label }) => (label ? among({ ...label, y: plot.y + smallText }, theme) : '')),
    ...chart.best.map((mark) => drawStar(mark, theme)),
    drawBelow(chart, theme),
    `<path d="M${plot.x},${bottom}h${plot.width}" stroke="${theme.axis}"/>`,
    `</g>`,
  ].join('');
}

/** Values that have no place on the axis: where they are, and what the marks say. */
function drawBelow({ below, belowWords, plot }: FigureChart, theme: ChartTheme): string {
  if (!below) return '';
  const [x, y] = [plot.x + 6, plot.y + plot.height - 11];
  return [
    `<path d="${below}M${x},${y - 8}h8l-4,7z" fill="${theme.surface}" stroke="${theme.textSoft}"/>`,
    among({ x: x + 12, y, words: belowWords }, theme),
  ].join('');
}

function drawAxes({ plot, xTicks, yTicks, xName, yName }: FigureChart, theme: ChartTheme): string {
  const bottom = plot.y + plot.height;
  const fill = theme.textFaint;
  const grid = [
    ...xTicks.map(({ at }) => `M${tenth(at)},${plot.y}V${bottom}`),
    ...yTicks.map(({ at }) => `M${plot.x},${tenth(at)}H${plot.x + plot.width}`),
  ].join('');
  const isInside = ({ at }: FigureTick) => at < plot.x + plot.width - 48;
  const middle = plot.y + plot.height / 2;
  return [
    `<path d="${grid}" stroke="${theme.grid}"/>`,
    ...xTicks
      .filter(isInside)
      .map(({ at, label }) => text({ x: at, y: bottom + 16, words: label, anchor: 'middle', fill })),
    ...yTicks.map(({ at, label }) => text({ x: plot.x - 8, y: at + 4, words: label, anchor: 'end', fill })),
    text({ x: plot.x + plot.width, y: bottom + 16, words: xName, anchor: 'end', fill }),
    `<text transform="translate(${plot.x - 48},${middle}) rotate(-90)" text-anchor="middle" fill="${fill}">${escape(fitName(yName, smallText, plot.height))}</text>`,
  ].join('');
}

function drawEditLines({ edits, plot }: FigureChart, theme: ChartTheme): string {
  const d = edits.map(({ x }) => `M${tenth(x)},${plot.y}v${plot.height}`).join('');
  return d && `<path d="${d}" stroke="${theme.textFaint}" stroke-dasharray="1 3"/>`;
}

function drawBestLines({ best, plot }: FigureChart, theme: ChartTheme): string {
  const d = best.map(({ x }) => `M${tenth(x)},${plot.y}v${plot.height}`).join('');
  return d && `<path d="${d}" stroke="${theme.textFaint}" stroke-dasharray="4 3"/>`;
}

function drawStar({ x, star, label }: BestMark, theme: ChartTheme): string {
  if (!star) return '';
  const faint = star.isLeft ? ' opacity="0.5"' : '';
  const d = starPath(tenth(x), tenth(star.y));
  return `<path d="${d}" fill="${theme.series[1]!}" stroke="${theme.surface}"${faint}/>${label ? among(label, theme) : ''}`;
}

function drawEntry(entry: PlacedEntry, { lines }: FigureChart, theme: ChartTheme): string {
  const { x, y, form } = entry;
  const isSoft = form === 'batch' && lines.some(({ width }) => width > 1);
  const colour = isSoft && entry.colour === 1 ? theme.seriesSoft : theme.series[entry.colour - 1]!;
  const opacity = isSoft && entry.colour !== 1 ? ` stroke-opacity="${softOpacity}"` : '';
  const dash = dashOf(form);
  const d = form === 'batch' ? `M${x},${y - 2}l3,-4 3,5 3,-6 3,6 3,-5 3,3 2,-1` : `M${x},${y - 4}h${swatchWidth}`;
  return [
    `<path d="${d}" fill="none" stroke="${colour}"${opacity} stroke-width="${form === 'batch' ? 1 : 2}"`,
    dash ? ` stroke-dasharray="${dash}"/>` : '/>',
    form === 'validation' ? `<path d="M${x + 7},${y - 7}h6v6h-6z" fill="${colour}"/>` : '',
    // One text: each part begins where the one before it ends, in whatever font it is shown.
    `<text x="${tenth(entry.wordsX)}" y="${tenth(y)}" fill="${theme.textSoft}">`,
    [
      `<tspan>${escape(entry.name)}</tspan>`,
      entry.how && `<tspan dx="${wordGap}" fill="${theme.textFaint}">${escape(entry.how)}</tspan>`,
      entry.value && `<tspan dx="${wordGap}" fill="${theme.text}" font-weight="600">${escape(entry.value)}</tspan>`,
    ]
      .filter(Boolean)
      .join(' '),
    '</text>',
  ].join('');
}

const title = (x: number, y: number, size: number, words: string): string =>
  `<text x="${tenth(x)}" y="${tenth(y)}" font-size="${size}" font-weight="600">${escape(words)}</text>`;

type Words = {
  readonly x: number;
  readonly y: number;
  readonly words: string;
  readonly fill: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** A colour behind the letters. */
  readonly ground?: string;
};

/** Words among the lines, on a ground of their own as in the window. */
function among(place: Omit<Words, 'fill' | 'ground'>, { textSoft, surface }: ChartTheme): string {
  return text({ ...place, fill: textSoft, ground: surface });
}

function text({ x, y, words, fill, anchor, ground }: Words): string {
  const more = [
    anchor ? ` text-anchor="${anchor}"` : '',
    ground ? ` stroke="${ground}" stroke-width="6" stroke-linejoin="round" paint-order="stroke"` : '',
  ].join('');
  return `<text x="${tenth(x)}" y="${tenth(y)}" fill="${fill}"${more}>${escape(words)}</text>`;
}

function rect({ x, y, width, height }: Box, attributes: string): string {
  return `<rect x="${tenth(x)}" y="${tenth(y)}" width="${tenth(width)}" height="${tenth(height)}" ${attributes}/>`;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

function escape(words: string): string {
  return words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
