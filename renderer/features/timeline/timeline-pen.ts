import type { StepRange } from '../../chart-data/buckets';
import type { ChartGroup } from '../../chart-data/chart-groups';
import { partsOfCover } from '../../chart-data/cover-parts';
import { type Domain, stepTicks } from '../../chart-data/domains';
import { groupDomain } from '../../chart-data/group-domain';
import { flagWidth, labelWidth } from '../../chart-data/label-width';
import { formatStep } from '../../chart-data/number-format';
import { linePath, pathBeyond } from '../../chart-data/paths';
import type { PlotMap } from '../../chart-data/plot-map';
import { markKinds } from '../../chart-data/run-marks';
import { ghostLimit, type RunSeries } from '../../chart-data/run-series';
import { setAttribute, setShown, setText } from '../../ui/write-svg';
import { marksPath } from './mark-paths';

/** Ends of the plot, as those of the charts above it. */
export const inset = { left: 56, right: 14 };
/** Heights of the plot and, within it, of the row of marks at its base. */
const plotHeight = 42;
const marksRow = 8;
const top = 2;
/** Height of the timeline's picture, its labels included; in pixels, like the others. */
export const trackHeight = top + plotHeight + 20;

/** What the timeline shows, apart from the run's own values. */
export type TimelineView = {
  readonly x: Domain;
  readonly width: number;
  readonly group: ChartGroup;
  /** Where the cursor stands; undefined: at the newest step. */
  readonly at: number | undefined;
  /** The step of the past that is viewed. */
  readonly viewed: number | undefined;
  readonly untrained: string;
  /** The steps that fill the charts above; undefined: all. */
  readonly shown: StepRange | undefined;
};

/** From steps to pixels and back. */
export function stepScale([low, high]: Domain, width: number) {
  const scale = (width - inset.left - inset.right) / (high - low);
  return {
    scale,
    xOf: (step: number) => inset.left + (step - low) * scale,
    stepAt: (x: number) => Math.round(low + (x - inset.left) / scale),
  };
}

/** The elements of a timeline, in the order in which they lie over each other. */
export function drawTimeline(svg: SVGSVGElement, run: RunSeries, view: TimelineView): void {
  const part = (name: string) => svg.querySelector(`.${name}`)!;
  const { scale, xOf } = stepScale(view.x, view.width);
  const right = view.width - inset.right;
  const y = groupDomain(view.group, run);
  const ky = -(plotHeight - marksRow - 12) / (y[1] - y[0]);
  const map: PlotMap = { kx: scale, bx: xOf(0), ky, by: top + plotHeight - marksRow - 8 - y[0] * ky };
  const { key, forms } = view.group.members[0]!;
  const form = forms.includes('mean') ? 'mean' : 'batch';
  const lines = run.lines(key);
  setAttribute(part('timeline-line'), 'd', lines ? linePath(lines[form], map, form) : '');
  for (let i = 0; i < ghostLimit; i++) {
    const ghost = run.ghosts[i];
    const left = ghost?.lines.get(key);
    setAttribute(part(`timeline-ghost-${i}`), 'd', ghost && left ? pathBeyond(left[form], map, form, ghost.from) : '');
  }
  const events = markKinds.filter((kind) => kind !== 'epoch' && kind !== 'snapshot');
  const taken = events.flatMap((kind) => run.marks.stepsOf(kind)).map(xOf);
  for (const kind of markKinds) {
    const base = top + plotHeight - (kind === 'epoch' ? 2 : marksRow);
    const places = kind === 'snapshot' ? taken : [];
    setAttribute(part(`mark-${kind}`), 'd', marksPath(kind, run.marks.stepsOf(kind), xOf, base, places));
  }
  const { shown } = view;
  if (shown)
    stretch(part('timeline-shown'), xOf(shown.from), Math.min(right, Math.max(xOf(shown.to), xOf(shown.from) + 3)));
  setShown(part('timeline-shown'), shown !== undefined);
  const untrained = part('timeline-untrained');
  partsOfCover([inset.left, right], xOf(run.step)).forEach((ends, i) => stretch(untrained.children[i]!, ...ends));
  stretch(part('timeline-veil'), view.viewed === undefined ? right : xOf(view.viewed), xOf(run.step));
  drawUntrained(part('timeline-words'), xOf(run.furthest), right, view.untrained);
  const at = view.at ?? run.step;
  drawCursor(part('timeline-cursor'), at, xOf(at), view.width);
}

/** Ticks that leave room for the last label. */
export function timelineTicks(x: Domain, width: number) {
  const { xOf } = stepScale(x, width);
  const ticks = stepTicks(x, Math.max(2, (width - inset.left - inset.right) / 88));
  return ticks.map((step) => ({ step, at: xOf(step), label: formatStep(step) }));
}

function stretch(rect: Element, from: number, to: number): void {
  setAttribute(rect, 'x', from.toFixed(1));
  setAttribute(rect, 'width', Math.max(0, to - from).toFixed(1));
}

function drawUntrained(text: Element, from: number, to: number, words: string): void {
  const hasRoom = to - from > words.length * 8 + 24;
  setShown(text, hasRoom);
  setAttribute(text, 'x', ((from + to) / 2).toFixed(0));
  setText(text, words);
}

function drawCursor(cursor: Element, at: number, x: number, width: number): void {
  const [line, rect, text] = cursor.children as unknown as [Element, Element, Element];
  const words = formatStep(at);
  const flag = flagWidth(words);
  const left = Math.min(Math.max(0, x - flag / 2), width - flag);
  const snapped = Math.round(x) + 0.5;
  setAttribute(line, 'x1', snapped);
  setAttribute(line, 'x2', snapped);
  setAttribute(rect, 'x', left.toFixed(1));
  setAttribute(rect, 'width', flag);
  setAttribute(text, 'x', (left + flag / 2).toFixed(1));
  setText(text, words);
  clearTicks(cursor, left, left + flag);
}

/** Leaves out labels that the flag would touch. */
function clearTicks(cursor: Element, from: number, to: number): void {
  for (const label of cursor.parentElement?.querySelectorAll('.timeline-ticks text') ?? []) {
    const at = Number(label.getAttribute('x'));
    const half = labelWidth(label.textContent) / 2 + 5;
    setShown(label, at + half < from || at - half > to);
  }
}
