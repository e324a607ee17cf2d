import type { RunPlan } from '../../main/contract/training-event';
import type { ChartView } from '../chart-data/chart-view';
import type { RunSeries } from '../chart-data/run-series';
import { stepAxes, type StepAxis } from '../chart-data/step-axis';
import { runStore, workspace } from './window-store';

/** Changes how all charts are looked at. */
export function changeCharts(part: Partial<ChartView>): void {
  workspace.setState(({ charts }) => ({ charts: { ...charts, ...part } }));
}

/** Back to what was seen before: as a rule the whole run. */
export function leaveZoom(): void {
  changeCharts({ zoom: workspace.getState().charts.zoom?.before });
}

/** The horizontal axes that a run can be drawn over: a custom loop has no epochs, and their length has to be known. */
export function possibleAxes(plan: RunPlan | undefined, series: RunSeries): readonly StepAxis[] {
  const hasEpochs = plan?.mode !== 'loop' && series.clock.hasEpochs;
  return stepAxes.filter((axis) => axis !== 'epoch' || hasEpochs);
}

/** The view as it can be drawn: steps stand in for an axis that the run does not have. */
export function possibleView(view: ChartView, plan: RunPlan | undefined, series: RunSeries): ChartView {
  return possibleAxes(plan, series).includes(view.axis) ? view : { ...view, axis: 'step' };
}

/** The next of the axes that the run can be drawn over. */
export function nextAxis(): void {
  const { plan } = runStore.facts.getState();
  const axes = possibleAxes(plan, runStore.series);
  const { axis } = possibleView(workspace.getState().charts, plan, runStore.series);
  changeCharts({ axis: axes[(axes.indexOf(axis) + 1) % axes.length]! });
}
