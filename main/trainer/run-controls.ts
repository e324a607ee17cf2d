import type { CommandId } from '../contract/commands';
import type { TrainerCommand } from '../contract/trainer-protocol';
import type { TrainingSession } from '../training/session/session';

/** A command to the run: what has to be legal for it, and what it does. */
export type RunControl = readonly [command: CommandId, act: (session: TrainingSession) => void];

/** What is not for the run itself. */
type Aside = 'catch-up' | 'pace' | 'trust' | 'ask' | 'set-breakpoints';

export function controlOf(command: Exclude<TrainerCommand, { readonly kind: Aside }>): RunControl {
  switch (command.kind) {
    case 'step':
      return [command.count === 1 ? 'step' : 'stepN', (session) => session.step(command.count)];
    case 'step-into':
      return ['stepInto', (session) => session.stepInto()];
    case 'run-to-epoch-end':
      return ['epochEnd', (session) => session.runToEpochEnd()];
    case 'step-back':
      return ['stepBack', (session) => session.stepBack(command.count)];
    case 'go-to':
      return ['goTo', (session) => session.goTo(command.step)];
    case 'commit':
    case 'discard':
    case 'run':
    case 'pause':
    case 'stop':
    case 'extend':
    case 'finish':
      return [command.kind, (session) => session[command.kind]()];
  }
}
