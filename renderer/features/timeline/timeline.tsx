import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { CommandId } from '../../../main/contract/commands';
import { isRunning } from '../../../main/contract/run-state';
import { bareGroup, chartGroups } from '../../chart-data/chart-groups';
import { type Domain, stepDomain } from '../../chart-data/domains';
import { formatStep } from '../../chart-data/number-format';
import { giveCommand, goToStep, provideViewCommands } from '../../store/commands';
import { reachOf, stepNow } from '../../store/selectors';
import { useKeys } from '../../store/use-keys';
import { beat, runStore, useRun, useText, useWorkspace, workspace } from '../../store/window-store';
import { Button } from '../../ui/button';
import type { IconName } from '../../ui/icon';
import { TimelineLegend } from './timeline-legend';
import { Track } from './track';
import './timeline.css';

const { series } = runStore;

/** The whole run on one axis, with what happened in it: where the person is, and the way to be elsewhere. */
export function Timeline() {
  const text = useText();
  const words = text.travel.timeline;
  const plan = useRun((facts) => facts.plan);
  const group = useMemo(() => (plan ? chartGroups(plan)[0] : undefined) ?? bareGroup, [plan]);
  const x = useStepDomain(plan?.totalSteps);
  const track = useRef<HTMLDivElement>(null);
  const chosen = useWorkspace(({ chosenStep }) => chosenStep);
  useEffect(
    () =>
      provideViewCommands({
        chooseEvent: (direction) => chooseEvent(direction, track.current),
        chooseStep: (step) => chooseStep(step, track.current),
      }),
    [],
  );
  return (
    <section className="timeline" aria-label={words.label}>
      <header>
        <h3>{words.label}</h3>
        <TimelineLegend run={series} />
        <Chosen step={chosen} />
        <EventButton id="previousEvent" icon="previous" />
        <EventButton id="nextEvent" icon="next" />
        <GoToButton step={chosen} />
      </header>
      <Track ref={track} run={series} group={group} x={x} />
    </section>
  );
}

/** What happened at the step that is chosen. */
function Chosen({ step }: { readonly step: number | undefined }) {
  const words = useText().travel.timeline;
  if (step === undefined) return null;
  const marks = series.marks.at(step).map((kind) => words.marks[kind]);
  const sentence =
    marks.length > 0 ? words.here(formatStep(step), marks.join(words.separator)) : words.at(formatStep(step));
  return (
    <span className="timeline-chosen" title={sentence}>
      {sentence}
    </span>
  );
}

function EventButton({ id, icon }: { readonly id: CommandId; readonly icon: IconName }) {
  const text = useText();
  const { label, hint } = text.commands[id];
  const keys = useKeys()(id).join(', ');
  return (
    <Button
      label={label}
      title={text.window.withKey(hint, keys)}
      icon={icon}
      iconOnly
      className="btn-small"
      onClick={() => void giveCommand(id)}
    />
  );
}

/** Asks for a step, or goes to the one that is chosen. */
function GoToButton({ step }: { readonly step: number | undefined }) {
  const text = useText();
  const keysOf = useKeys();
  const isEmpty = useRun((facts) => reachOf(facts).newest === 0);
  const isAhead = useRun((facts) => step !== undefined && step > reachOf(facts).newest);
  const words = text.travel.timeline;
  const chosen = step !== undefined;
  const label = chosen ? (isAhead ? words.runToChosen : words.goToChosen)(formatStep(step)) : words.goTo;
  const [runKey = ''] = keysOf('runTo');
  const key = keysOf('goTo').at(-1) ?? '';
  const title = chosen ? text.window.withKey(label, runKey) : text.window.withKey(text.commands.goTo.hint, key);
  return (
    <Button
      label={label}
      title={title}
      className="btn-small"
      disabled={isEmpty && !isAhead}
      onClick={() => (chosen ? goToStep(step) : askForStep())}
    />
  );
}

/** While the run goes on, the reason why not is given instead. */
function askForStep(): void {
  const { state } = runStore.facts.getState();
  if (isRunning(state)) goToStep(stepNow(runStore.facts.getState()));
  else void giveCommand('goTo');
}

function chooseEvent(direction: 1 | -1, track: HTMLElement | null): void {
  const facts = runStore.facts.getState();
  const { chosenStep } = workspace.getState();
  const next = series.marks.nearest(chosenStep ?? stepNow(facts), direction);
  if (next !== undefined) chooseStep(next, track);
}

/** The track keeps what is chosen as long as it has the focus. */
function chooseStep(chosenStep: number, track: HTMLElement | null): void {
  workspace.setState({ chosenStep });
  track?.focus();
}

/** The whole run, as far as its length is known; else with room to grow. Renders only when it changes. */
function useStepDomain(total: number | undefined): Domain {
  const kept = useRef<Domain>(undefined);
  const compute = useCallback(() => {
    const next = total === undefined ? stepDomain(series.furthest, undefined, kept.current) : ([0, total] as const);
    if (kept.current?.[1] !== next[1]) kept.current = next;
    return kept.current!;
  }, [total]);
  return useSyncExternalStore(beat.onBeat, compute);
}
