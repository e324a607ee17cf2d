import type { CommandId } from '../../../main/contract/commands';
import { isLegal } from '../../../main/contract/commands';
import type { Catalogue } from '../../../main/contract/text/catalogue';
import type { RunPlan } from '../../../main/contract/training-event';
import { type ChartView, stepsBeforeNaN, type Zoom } from '../../chart-data/chart-view';
import { formatStep } from '../../chart-data/number-format';
import type { RunSeries } from '../../chart-data/run-series';
import { mostWeight } from '../../chart-data/smoothing';
import { type StepAxis, stepAxes } from '../../chart-data/step-axis';
import { changeCharts, leaveZoom, possibleAxes } from '../../store/chart-view';
import { giveCommand } from '../../store/commands';
import { useHint } from '../../store/use-keys';
import { useRun } from '../../store/window-store';
import { Button } from '../../ui/button';
import type { IconName } from '../../ui/icon';
import { NumberField } from '../../ui/number-field';

type Props = {
  readonly view: ChartView;
  readonly series: RunSeries;
  readonly plan: RunPlan | undefined;
  readonly text: Catalogue;
};

/** How all charts are looked at: their axes, smoothing, and the part of the run that fills them. */
export function ViewTools({ view, series, plan, text }: Props) {
  const words = text.charts.view;
  const { isLog, isSmooth, weight, zoom } = view;
  return (
    <div className="view-tools" role="group" aria-label={words.label}>
      <AxisChoice view={view} axes={possibleAxes(plan, series)} text={text} />
      <Toggle id="logY" label={words.logY} isOn={isLog} />
      <Toggle id="smooth" label={words.smooth} isOn={isSmooth} />
      {isSmooth && (
        <NumberField
          label={words.weight}
          hint={words.weightHint}
          value={weight}
          format={String}
          onCommit={(value) => changeCharts({ weight: Math.min(mostWeight, Math.max(0, value)) })}
        />
      )}
      <span className="grow" />
      {zoom && <ZoomedPart zoom={zoom} text={text} />}
      <ZoomButton id="zoomOut" icon="minus" text={text} isDisabled={zoom === undefined} />
      <ZoomButton id="zoomIn" icon="plus" text={text} />
    </div>
  );
}

type AxisProps = { readonly view: ChartView; readonly axes: readonly StepAxis[]; readonly text: Catalogue };

function AxisChoice({ view, axes, text }: AxisProps) {
  const words = text.charts.axes;
  const hintOf = useHint();
  const why = { step: '', time: words.timeHint, epoch: words.epochHint }[view.axis];
  const missing = axes.includes('epoch') ? '' : words.noEpochs;
  return (
    <label className="axis-choice" title={[hintOf('nextAxis'), why, missing].filter(Boolean).join('\n')}>
      <span aria-hidden="true">{words.short}</span>
      <select
        className="field field-small"
        aria-label={words.label}
        value={view.axis}
        onChange={({ target }) => changeCharts({ axis: target.value as StepAxis })}
      >
        {stepAxes.map((axis) => (
          <option key={axis} value={axis} disabled={!axes.includes(axis)}>
            {words.names[axis]}
          </option>
        ))}
      </select>
    </label>
  );
}

type ToggleProps = { readonly id: CommandId; readonly label: string; readonly isOn: boolean };

function Toggle({ id, label, isOn }: ToggleProps) {
  return (
    <Button
      label={label}
      title={useHint()(id)}
      kind="toggle"
      pressed={isOn}
      className="btn-small"
      onClick={() => void giveCommand(id)}
    />
  );
}

/** Which steps are seen, and the way back. */
function ZoomedPart({ zoom, text }: { readonly zoom: Zoom; readonly text: Catalogue }) {
  const words = text.charts.view;
  const hintOf = useHint();
  const steps = words.steps(formatStep(zoom.from), formatStep(zoom.to));
  const said = zoom.isOfNaN ? words.nan(String(stepsBeforeNaN)) : steps;
  const title = zoom.follows ? `${steps}, ${words.follows}` : steps;
  const back = zoom.before ? words.zoomBack : words.wholeRun;
  return (
    <>
      <span className="zoomed-part" title={title}>
        {said}
      </span>
      <Button
        label={back}
        title={zoom.before ? back : hintOf('zoomAll')}
        kind="bordered"
        className="btn-small"
        onClick={leaveZoom}
      />
    </>
  );
}

type ZoomProps = {
  readonly id: CommandId;
  readonly icon: IconName;
  readonly text: Catalogue;
  readonly isDisabled?: boolean;
};

function ZoomButton({ id, icon, text, isDisabled = false }: ZoomProps) {
  const legal = useRun(({ state }) => isLegal(id, state.status));
  return (
    <Button
      label={text.commands[id].label}
      title={useHint()(id)}
      icon={icon}
      iconOnly
      className="btn-small"
      disabled={!legal || isDisabled}
      onClick={() => void giveCommand(id)}
    />
  );
}
