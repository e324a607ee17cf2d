import type { PictureFormat } from '../../../main/contract/ipc';
import type { Catalogue } from '../../../main/contract/text/catalogue';
import type { RunPlan } from '../../../main/contract/training-event';
import type { ChartView } from '../../chart-data/chart-view';
import { type FigureModel, figureModel } from '../../chart-data/figure';
import type { RunSeries } from '../../chart-data/run-series';
import { drawFigure } from './draw-figure';
import { type ThemeName, readTheme } from './read-theme';
import { type Scale, svgToPng } from './svg-to-png';

/** What a person may choose about a picture. */
export type PictureChoice = {
  readonly charts: 'all' | 'loss';
  readonly format: PictureFormat;
  readonly scale: Scale;
  readonly theme: ThemeName;
};

/** What the dialog begins with. */
export const usualChoice: PictureChoice = { charts: 'all', format: 'png', scale: 2, theme: 'light' };

/** The run that is pictured, and how it is looked at. */
export type Subject = {
  readonly series: RunSeries;
  readonly plan: RunPlan;
  readonly view: ChartView;
  readonly text: Catalogue;
};

/** Width of a picture in pixels at scale 1. */
const width = 960;

/** Draws up the picture of a run as it stands now. */
export function figureOf({ series, plan, view, text }: Subject, { charts, theme }: PictureChoice): FigureModel {
  return figureModel({
    run: series,
    plan,
    text,
    theme: readTheme(theme),
    view,
    width,
    ...(charts === 'loss' ? { metrics: ['loss'] } : {}),
  });
}

/** A file name for the picture: experiment, charts, step. */
export function pictureName(subject: Subject, { charts, format }: PictureChoice): string {
  return [runName(subject), ...(charts === 'loss' ? ['loss'] : []), subject.series.step].join('-') + `.${format}`;
}

/** The name of the experiment, as part of a file's. */
export function runName({ plan }: Subject): string {
  return plan.name.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|[-.]+$/g, '') || 'run';
}

/** The bytes of a picture in the chosen format. */
export async function pictureBytes(figure: FigureModel, { format, scale }: PictureChoice): Promise<Uint8Array> {
  const svg = drawFigure(figure);
  return format === 'svg' ? new TextEncoder().encode(svg) : svgToPng(svg, scale);
}

/** Puts a picture on the clipboard as PNG. */
export async function copyFigure(figure: FigureModel, choice: PictureChoice): Promise<void> {
  const png = await pictureBytes(figure, { ...choice, format: 'png' });
  await window.batchpoint.request('picture:copy', png);
}
