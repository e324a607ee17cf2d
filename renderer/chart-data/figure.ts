import type { Catalogue } from '../../main/contract/text/catalogue';
import type { RunPlan } from '../../main/contract/training-event';
import { type ChartGroup, type GroupMember, type LineForm, chartGroups } from './chart-groups';
import type { ChartTheme } from './chart-theme';
import { type Domain, stepDomain, stepTicks, valueTicks } from './domains';
import { type Box, type PlacedEntry, placeCharts, placeLegend, smallText } from './figure-layout';
import { type EditMark, editMarks } from './edit-marks';
import { groupDomain } from './group-domain';
import { legendEntries, lineColour, metricName } from './legend';
import { formatStep, tickLabels } from './number-format';
import { type PlotMap, badPath, dashOf, linePath, markerPath, pathBeyond } from './paths';
import type { Ghost, RunSeries } from './run-series';

/** A tick: its place in pixels of the picture and its label. */
export type FigureTick = { readonly at: number; readonly label: string };

/** A line as it is drawn; `markers` is a second path, filled. */
export type FigureLine = {
  readonly d: string;
  readonly markers: string;
  readonly colour: string;
  readonly width: number;
  readonly dash?: string;
  /** Of a line that was left for another; absent: 1. */
  readonly opacity?: number;
};

/** One chart of a picture; every place is in pixels of the picture. */
export type FigureChart = {
  readonly title: string;
  readonly box: Box;
  /** Where the data lie, within the picture. */
  readonly plot: Box;
  readonly xName: string;
  readonly yName: string;
  readonly xTicks: readonly FigureTick[];
  readonly yTicks: readonly FigureTick[];
  readonly lines: readonly FigureLine[];
  /** Marks of values that are not finite, a filled path. */
  readonly bad: string;
  readonly edits: readonly EditMark[];
  /** What is not trained yet. */
  readonly future?: Box;
  readonly legend: readonly PlacedEntry[];
};

/** A picture of charts as a plain value: everything is placed, worded and coloured, nothing refers to the run. */
export type FigureModel = {
  readonly width: number;
  readonly height: number;
  readonly theme: ChartTheme;
  readonly title: string;
  readonly note: string;
  readonly charts: readonly FigureChart[];
};

/** What a picture is to show, and how. */
export type FigureRequest = {
  readonly run: RunSeries;
  readonly plan: RunPlan;
  readonly text: Catalogue;
  readonly theme: ChartTheme;
  /** Quantities to draw, by name; absent: all of the run. */
  readonly metrics?: readonly string[];
  /** Pixels at scale 1. */
  readonly width: number;
};

/** Draws up the picture of a run as it stands now. */
export function figureModel({ run, plan, text, theme, metrics, width }: FigureRequest): FigureModel {
  const groups = chartGroups(plan).filter(({ metric }) => metrics?.includes(metric) ?? true);
  const legends = groups.map((group) => legendEntries(group, run, text));
  const { places, height } = placeCharts(legends, width);
  return {
    width,
    height,
    theme,
    title: plan.name,
    note: text.charts.figureNote({ step: formatStep(run.step), seed: plan.seed }),
    charts: groups.map((group, i) => {
      const { box, plot } = places[i]!;
      return {
        ...drawGroup(group, { run, plan, text, theme, box, plot }),
        legend: placeLegend(legends[i]!, box).entries,
      };
    }),
  };
}

type Place = Pick<FigureRequest, 'run' | 'plan' | 'text' | 'theme'> & { readonly box: Box; readonly plot: Box };

function drawGroup(group: ChartGroup, { run, plan, text, theme, box, plot }: Place): Omit<FigureChart, 'legend'> {
  const x = stepDomain(run.furthest, plan.totalSteps);
  const y = groupDomain(group, run);
  const map = plotMap(x, y, plot);
  const xTicks = stepTicks(x, plot.width / 70).map((step) => ({ at: map.bx + map.kx * step, label: formatStep(step) }));
  const values = valueTicks(y, plot.height / 36);
  const labels = tickLabels(values);
  const head = map.bx + map.kx * run.step;
  const bottom = plot.y + plot.height;
  return {
    title: metricName(group.metric, text),
    box,
    plot,
    xName: text.charts.step,
    yName: metricName(group.metric, text),
    xTicks,
    yTicks: values.map((value, i) => ({ at: map.by + map.ky * value, label: labels[i]! })),
    lines: [
      ...run.ghosts.flatMap((ghost) => drawGhost(ghost, group, map, theme)),
      ...group.members.flatMap((member) => member.forms.map((form) => drawLine(member, form, run, map, theme))),
    ],
    edits: editMarks(run.edits, text, map, plot, smallText),
    bad: group.members.map(({ key }) => pathOfBad(run, key, map, bottom)).join(''),
    ...(plan.totalSteps !== undefined && run.step < x[1]
      ? { future: { x: head, y: plot.y, width: plot.x + plot.width - head, height: plot.height } }
      : {}),
  };
}

function drawLine(member: GroupMember, form: LineForm, run: RunSeries, map: PlotMap, theme: ChartTheme): FigureLine {
  const buckets = run.lines(member.key)?.[form];
  return {
    d: buckets ? linePath(buckets, map, form) : '',
    markers: buckets && form === 'validation' ? markerPath(buckets, map) : '',
    ...strokeOf(member, form, theme),
  };
}

/** What follows the place of parting on a line that was left. */
function drawGhost({ lines, from }: Ghost, group: ChartGroup, map: PlotMap, theme: ChartTheme): readonly FigureLine[] {
  return group.members.flatMap((member) =>
    member.forms.map((form) => {
      const buckets = lines.get(member.key)?.[form];
      const d = buckets ? pathBeyond(buckets, map, form, from) : '';
      return { d, markers: '', opacity: 0.4, ...strokeOf(member, form, theme) };
    }),
  );
}

function strokeOf(
  member: GroupMember,
  form: LineForm,
  theme: ChartTheme,
): Pick<FigureLine, 'colour' | 'width' | 'dash'> {
  const isSoft = form === 'batch' && member.forms.includes('mean');
  const dash = dashOf(form);
  return {
    colour: isSoft ? theme.seriesSoft : theme.series[lineColour(member, form) - 1]!,
    width: form === 'batch' ? 1 : 2,
    ...(dash ? { dash } : {}),
  };
}

function pathOfBad(run: RunSeries, key: string, map: PlotMap, bottom: number): string {
  const lines = run.lines(key);
  return lines ? badPath(lines.batch, map, bottom) + badPath(lines.validation, map, bottom) : '';
}

function plotMap(x: Domain, y: Domain, plot: Box): PlotMap {
  const kx = plot.width / (x[1] - x[0]);
  const ky = -plot.height / (y[1] - y[0]);
  return { kx, bx: plot.x - x[0] * kx, ky, by: plot.y + plot.height - y[0] * ky };
}
