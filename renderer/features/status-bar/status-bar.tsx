import { isRunning } from '../../../main/contract/run-state';
import { formatStep } from '../../chart-data/number-format';
import { stepNow, toneOf, viewedStep } from '../../store/selectors';
import { stateWords } from '../../store/state-words';
import { tensorTrend } from '../../store/tensor-trend';
import { runStore, useRun, useText } from '../../store/window-store';
import { Spinner } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { etaText, megabytes, memoryText, rateText } from './measures';
import './status-bar.css';

/** Where the run is, in cells of fixed width: numbers change all the time and nothing may move. */
export function StatusBar() {
  const text = useText();
  const hasPlan = useRun(({ plan }) => plan !== undefined);
  return (
    <footer className="statusbar" aria-label={text.window.status.label}>
      <div className="status-cells">
        <StateCell />
        {hasPlan && (
          <>
            <StepCell />
            <EpochCell />
            <MeasureCells />
          </>
        )}
      </div>
    </footer>
  );
}

function StateCell() {
  const text = useText();
  const tone = useRun(({ state }) => toneOf(state));
  const isLoaded = useRun(({ plan }) => plan !== undefined);
  const state = useRun((facts) => facts.state);
  const isPreparing = useRun((facts) => facts.isPreparing);
  const { word, icon } = stateWords(state, 0, text, { isLoaded, isPreparing });
  return (
    <span className={`status-state tone-${tone}`}>
      {icon ? <Icon name={icon} /> : <Spinner />}
      {word}
    </span>
  );
}

function StepCell() {
  const words = useText().window.status;
  const step = useRun(stepNow);
  const total = useRun(({ plan }) => plan?.totalSteps);
  return (
    <>
      <span className="status-step">
        {words.step} <b>{formatStep(step)}</b>
        {total !== undefined && ` / ${formatStep(total)}`}
      </span>
      {total !== undefined && (
        <progress className="status-progress" aria-label={words.progress} max={total} value={Math.min(step, total)} />
      )}
    </>
  );
}

/** The epoch of a step of the past. */
function epochAt(step: number | undefined): number | undefined {
  return step === undefined ? undefined : runStore.series.epochAt(Math.max(1, step));
}

function EpochCell() {
  const words = useText().window.status;
  const epoch = useRun(({ epoch, state }) => epochAt(viewedStep(state)) ?? epoch);
  const epochs = useRun(({ plan }) => plan?.epochs);
  const mode = useRun(({ plan }) => plan?.mode);
  if (mode !== 'generator') return null;
  return (
    <span className="status-epoch">
      {words.epoch} <b>{formatStep(epoch + 1)}</b>
      {epochs !== undefined && ` / ${formatStep(epochs)}`}
    </span>
  );
}

function SnapshotCell() {
  const words = useText().travel.snapshots;
  const use = useRun(({ status }) => status?.snapshots);
  if (!use) return null;
  const hint = words.hint({
    count: formatStep(use.count),
    oldest: formatStep(use.oldest),
    disk: megabytes(use.disk),
    diskBudget: megabytes(use.diskBudget),
  });
  return (
    <span className="status-snapshots" title={hint}>
      {words.name} <b>{words.of(megabytes(use.memory), megabytes(use.memoryBudget))}</b>
    </span>
  );
}

/** Whether tensors are left behind. */
function TensorTrend() {
  const words = useText().window.status;
  const trend = useRun(({ tensorCounts }) => tensorTrend(tensorCounts));
  if (!trend) return null;
  return (
    <span className={trend === 'rising' ? 'text-warning' : undefined} title={words.trendHints[trend]}>
      {` ${words.trends[trend]}`}
    </span>
  );
}

function MeasureCells() {
  const words = useText().window.status;
  const status = useRun((facts) => facts.status);
  const moves = useRun(({ state }) => isRunning(state));
  const version = useRun(({ plan }) => plan?.versions['tensorflow']);
  return (
    <>
      <span className="status-speed">{status && moves && words.speed(rateText(status.batchesPerSecond))}</span>
      <span className="status-left">
        {status?.etaMs !== undefined && moves && words.left(etaText(status.etaMs, words))}
      </span>
      <span className="grow" />
      {status && (
        <>
          <span className="status-tensors">
            {words.tensors} <b>{formatStep(status.tensors)}</b>
            <TensorTrend />
          </span>
          <span className="status-memory">
            {words.memory} <b>{memoryText(status.memory, words)}</b>
          </span>
        </>
      )}
      <SnapshotCell />
      {version && <span className="status-backend">{words.backend(version)}</span>}
    </>
  );
}
