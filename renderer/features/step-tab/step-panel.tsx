import { stepPhases, type StepDetail, type StepPhase } from '../../../main/contract/debug/inside-step';
import { isOver, isRunning } from '../../../main/contract/run-state';
import { shortFileName } from '../../chart-data/file-name';
import { metricName, metricTail } from '../../chart-data/legend';
import { formatMs, formatSetting, formatStep, formatValue } from '../../chart-data/number-format';
import { batchEndNow } from '../../store/selectors';
import { useAnswer } from '../../store/use-answer';
import { useKeys } from '../../store/use-keys';
import { useRun, useText } from '../../store/window-store';
import { Facts } from '../../ui/facts';
import { Icon } from '../../ui/icon';
import { LossAfter } from '../../ui/loss-after';
import { PathName } from '../../ui/path-name';
import { Spreads } from './spreads';
import { useStepDetail } from './use-step-detail';
import { VariableTable } from './variable-table';
import './step-tab.css';

/** The step that the run stands in: what each phase produced so far, before anything of it is written. */
export function StepPanel() {
  const words = useText().travel.step;
  const look = useStepDetail();
  switch (look.kind) {
    case 'none':
      return <Between />;
    case 'asking':
      return <p className="panel-empty" />;
    case 'gone':
      return <p className="panel-empty">{words.gone}</p>;
    case 'seen':
      return <Inside step={look.step} />;
  }
}

function Between() {
  const text = useText();
  const words = text.travel.step;
  const [intoKey = ''] = useKeys()('stepInto');
  const over = useRun(({ state }) => isOver(state));
  const moves = useRun(({ state }) => isRunning(state));
  const end = useRun(batchEndNow);
  const isCompiled = useRun(({ modes }) => Object.values(modes).every(({ kind }) => kind === 'compiled'));
  const loss = Object.values(end?.own ?? {})[0];
  return (
    <div className="step-panel">
      {loss !== undefined && (
        <dl className="step-numbers">
          <div>
            <dt>{words.lastLoss}</dt>
            <dd>
              {formatValue(loss)}
              {!moves && <AfterUpdate />}
            </dd>
          </div>
          {end && (
            <div title={isCompiled ? words.timeOf.compiled : words.timeOf.eager}>
              <dt>{words.lastTime}</dt>
              <dd>{words.milliseconds(formatMs(end.ms))}</dd>
            </div>
          )}
        </dl>
      )}
      {end && (
        <p className="step-hint">
          <Icon name="info" />
          <span>{words.lossHint}</span>
        </p>
      )}
      {end && (
        <p className="step-hint">
          <Icon name="clock" />
          <span>{isCompiled ? words.timeOf.compiled : words.timeOf.eager}</span>
        </p>
      )}
      <p className="step-hint">
        <Icon name="info" />
        <span>{over ? words.over : moves ? words.running : words.between}</span>
      </p>
      <p className="step-hint">
        <Icon name="stepInto" />
        <span>{words.intoHint(intoKey)}</span>
      </p>
    </div>
  );
}

/** Computed when it is asked for, so only while the run rests. */
function AfterUpdate() {
  const words = useText().batchInspector;
  const { result } = useAnswer('batchLook');
  return result?.of === 'last' ? <LossAfter value={formatValue(result.lossAfter)} hint={words.lossAfterHint} /> : null;
}

function Inside({ step }: { readonly step: StepDetail }) {
  const text = useText();
  const words = text.travel.step;
  const { own, inputs, outputs, variables, gradientNorm, learningRate, rows } = step;
  // A custom loop has no epochs.
  const hasEpochs = useRun(({ plan }) => plan?.mode !== 'loop');
  const batch = formatStep(step.batch + 1);
  const ofData = hasEpochs ? words.place(formatStep(step.epoch + 1), batch) : words.call(batch);
  const place = step.file === undefined ? ofData : text.batchInspector.file.from(shortFileName(step.file));
  const facts: (readonly [string, string])[] = [
    [words.rows, formatStep(rows)],
    [words.learningRate, formatSetting(learningRate)],
  ];
  if (gradientNorm !== undefined) facts.push([words.gradientNorm, formatValue(gradientNorm)]);
  return (
    <div className="step-panel" role="group" aria-label={words.label}>
      <header className="step-head">
        <h3>{words.header(formatStep(step.step))}</h3>
        <span title={step.file}>{place}</span>
        {step.model && <span>{step.model}</span>}
      </header>
      <Phases step={step} />
      {step.times?.kind === 'one-call' && (
        <p className="step-hint" title={words.oneCallHint}>
          <Icon name="clock" />
          <span>{words.oneCall(formatMs(step.times.ms))}</span>
        </p>
      )}
      <p className="step-hint">
        <Icon name="lock" />
        <span>{words.nothingWritten}</span>
      </p>
      {own && (
        <dl className={`step-numbers${manyNumbers(own) ? ' is-list' : ''}`} aria-label={words.ownValues}>
          {Object.entries(own).map(([name, value]) => (
            <div key={name}>
              <dt title={metricName(name, text)}>
                <PathName name={metricName(name, text)} tail={metricTail} />
              </dt>
              <dd className={Number.isFinite(value) ? '' : 'text-error'}>{formatValue(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      <section className="step-section">
        <Facts rows={facts} />
      </section>
      {variables && <VariableTable variables={variables} />}
      <Spreads title={words.inputs} parts={inputs} />
      {outputs && <Spreads title={words.outputs} parts={outputs} />}
    </div>
  );
}

/** Large numbers side by side, as long as they are few. */
const mostLarge = 4;
const manyNumbers = (own: NonNullable<StepDetail['own']>): boolean => Object.keys(own).length > mostLarge;

/** All phases in a row: those that are done are ticked, the present one is marked; with their times, where they have any. */
function Phases({ step }: { readonly step: StepDetail }) {
  const words = useText().travel.step;
  const present = stepPhases.indexOf(step.phase);
  return (
    <ol className="step-phases" aria-label={words.phase}>
      {stepPhases.map((phase, i) => {
        const ms = i > present ? undefined : phaseMs(step, phase);
        return (
          <li
            key={phase}
            className={i < present ? 'is-done' : i === present ? 'is-present' : ''}
            aria-current={i === present ? 'step' : undefined}
            title={phase === 'batch' ? words.batchTime : undefined}
          >
            <span>
              {i < present && <Icon name="check" />}
              {words.phases[phase]}
            </span>
            <small>{ms !== undefined && words.milliseconds(formatMs(ms))}</small>
          </li>
        );
      })}
    </ol>
  );
}

function phaseMs({ batchMs, times }: StepDetail, phase: StepPhase): number | undefined {
  if (phase === 'batch') return batchMs;
  return times?.kind === 'phases' ? times[phase] : undefined;
}
