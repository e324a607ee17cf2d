import type { BreakpointAction } from '../../contract/debug/breakpoint';
import type { PauseReason } from '../../contract/run-state';
import type { HitEvent } from '../../contract/debug/watching';
import { RunEnded } from '../run-ended';
import type { BreakpointHit } from './breakpoint-hit';

/** What a hit can do to a run. */
export type HitDeeds = {
  readonly tell: (event: HitEvent) => void;
  readonly log: (text: string) => void;
  /** Lets no further batch pass. */
  readonly pause: (why: PauseReason) => void;
  /** Before the next batch. */
  readonly keepSnapshot: () => void;
  readonly stop: () => void;
  /** Instead of the next batch. @param arrived called there */
  readonly goBack: (step: number, arrived: () => void) => void;
  readonly scaleRate: (factor: number) => void;
};

/**
 * Does what the breakpoints that were hit ask for.
 * @param step number of the batch's update
 * @returns why the run is to stand still, if any of them wants it
 * @throws RunEnded if the run ends before the update is written
 */
export function actOn(hits: readonly BreakpointHit[], step: number, deeds: HitDeeds): PauseReason | undefined {
  let why: PauseReason | undefined;
  let isStopped = false;
  for (const { breakpoint, moment, values, actions, count } of hits) {
    const { id, condition } = breakpoint;
    const isBefore = moment === 'before-commit';
    deeds.tell({ type: 'hit', step, id, condition, values, isBefore, count, actions: actions.map(({ kind }) => kind) });
    const back = actions.find((action) => action.kind === 'go-back');
    const others = actions.filter((action) => action !== back);
    if (back) {
      // What changes the run belongs to where it goes on.
      const rates = others.filter(({ kind }) => kind === 'scale-rate');
      for (const action of others) if (!rates.includes(action)) perform(action, deeds);
      deeds.goBack(step - back.steps, () => rates.forEach((action) => perform(action, deeds)));
    } else for (const action of others) perform(action, deeds);
    if (!back && actions.some(({ kind }) => kind === 'pause')) why ??= { kind: 'breakpoint', id, condition, values };
    isStopped ||= isBefore && actions.some(({ kind }) => kind === 'stop');
  }
  if (isStopped) throw new RunEnded('stopped');
  return why;
}

/** Whether an action may change what the run does with the batch that was hit, or after it. */
export function changesRun({ kind }: BreakpointAction): boolean {
  return kind !== 'log' && kind !== 'snapshot' && kind !== 'picture';
}

function perform(action: BreakpointAction, deeds: HitDeeds): void {
  switch (action.kind) {
    case 'snapshot':
      return deeds.keepSnapshot();
    case 'stop':
      return deeds.stop();
    case 'log':
      return deeds.log(action.text);
    case 'scale-rate':
      return deeds.scaleRate(action.factor);
    case 'pause': // said by the reason
    case 'picture': // the window's
    case 'go-back': // done by whoever performs the others
      return;
  }
}
