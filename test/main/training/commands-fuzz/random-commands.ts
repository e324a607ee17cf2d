import type { RequestName, RequestValues } from '../../../../main/contract/debug/requests';
import { answer } from '../../../../main/training/debug/answers';
import type { TrainingSession } from '../../../../main/training/session/session';
import { turns } from '../session/session-fixture';
import type { Draws } from './draws';
import type { OnWay } from './on-way';
import { randomEdit } from './random-edits';
import { rested } from './straight-run';

const variants = [{ hyperparameters: { learningRate: 0.03 } }, { withoutDropout: true }, { withoutRows: [0] }] as const;

function ask<Name extends RequestName>(
  session: TrainingSession,
  name: Name,
  ...values: RequestValues<Name>
): Promise<unknown> {
  return answer(session.debugContext(), name, values) as Promise<unknown>;
}

async function edit(session: TrainingSession, draws: Draws): Promise<void> {
  const [model, compiled] = draws.of([...session.debugContext().models]);
  await ask(session, 'edit', model, randomEdit(draws, compiled));
}

/** A step of the line, or one that is still to come. */
function anyStep(session: TrainingSession, draws: Draws): number {
  const { state } = session;
  return draws.below(('step' in state ? state.step : 0) + 8);
}

/** What a person may do with a run. Each command may be refused with a CodedError, and then has done nothing. */
const commands = {
  step: (session: TrainingSession, draws: Draws) => session.step(1 + draws.below(5)),
  run: async (session: TrainingSession, draws: Draws) => {
    session.run();
    await turns(1 + draws.below(5));
    try {
      if (session.state.status === 'running' && draws.chance(0.3)) await edit(session, draws);
    } finally {
      // A refused edit leaves the run running, which may have no end.
      if (session.state.status === 'running') session.pause();
    }
  },
  into: async (session: TrainingSession, draws: Draws) => {
    for (let phases = 1 + draws.below(5); phases > 0; phases -= 1) {
      session.stepInto();
      await rested(session);
    }
  },
  commit: (session: TrainingSession) => session.commit(),
  discard: (session: TrainingSession) => session.discard(),
  back: (session: TrainingSession, draws: Draws) => session.stepBack(1 + draws.below(5)),
  backAgain: (session: TrainingSession, draws: Draws) => {
    session.stepBack(1 + draws.below(3));
    session.stepBack(1 + draws.below(3));
  },
  goTo: (session: TrainingSession, draws: Draws) => session.goTo(anyStep(session, draws)),
  goElsewhere: (session: TrainingSession, draws: Draws, onWay: OnWay) => {
    const [count, isBack, back, step] = [
      draws.below(8),
      draws.chance(0.4),
      1 + draws.below(4),
      anyStep(session, draws),
    ];
    onWay.after(count, () => (isBack ? session.stepBack(back) : session.goTo(step)));
    session.goTo(anyStep(session, draws));
  },
  extend: (session: TrainingSession) => session.extend(),
  edit,
  undo: async (session: TrainingSession, draws: Draws) => {
    const { records } = session.debugContext().edits;
    if (records.length > 0) await ask(session, 'undo', draws.of(records).id);
  },
  keep: (session: TrainingSession, draws: Draws) => ask(session, 'keepVariant', draws.of(variants)),
  epochEnd: (session: TrainingSession) => {
    // Without epochs a run goes on until it is paused.
    if (session.debugContext().plan.mode === 'generator') session.runToEpochEnd();
  },
  look: async (session: TrainingSession) => {
    await ask(session, 'whatIf', [{ hyperparameters: { learningRate: 1 } }, { withoutDropout: true }]);
    await ask(session, 'trainAgain', 2);
  },
} as const satisfies { readonly [name: string]: (session: TrainingSession, draws: Draws, onWay: OnWay) => unknown };

export type CommandName = keyof typeof commands | 'save';

/** How often each is given; `save` is the caller's. */
export const weights: { readonly [Name in CommandName]: number } = {
  step: 8,
  run: 3,
  into: 4,
  commit: 3,
  discard: 3,
  back: 4,
  backAgain: 2,
  goTo: 4,
  goElsewhere: 4,
  extend: 2,
  edit: 6,
  undo: 3,
  keep: 2,
  epochEnd: 1,
  look: 2,
  save: 1,
};

/** Gives a command. @throws CodedError if it is refused */
export async function giveCommand(
  name: Exclude<CommandName, 'save'>,
  session: TrainingSession,
  draws: Draws,
  onWay: OnWay,
): Promise<void> {
  await commands[name](session, draws, onWay);
}
