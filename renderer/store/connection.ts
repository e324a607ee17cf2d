import type { RequestName, RequestResult, RequestValues } from '../../main/contract/debug/requests';
import { protocolVersion } from '../../main/contract/trainer-protocol';
import type { TrainerCommand, TrainerMessage } from '../../main/contract/trainer-protocol';
import { EventIntake, type AtHit } from './event-intake';
import { meet, read, streamStart } from './event-stream';
import type { StreamStep } from './event-stream';
import { Questions } from './questions';
import type { RunStore } from './run-store';

/** The part of a MessagePort that is used here. */
export type TrainerPort = {
  onmessage: ((event: { readonly data: TrainerMessage }) => void) | null;
  postMessage(command: TrainerCommand): void;
  close(): void;
};

/**
 * Reads the trainer's port into the run store and carries commands back. One trainer at a time.
 * @param pace milliseconds between two messages of a run that goes on; absent: as the trainer likes
 * @param ring makes a trainer that computes look for messages at its next batch
 * @param atHit hears of each breakpoint that is hit from now on, while the store holds the run up to there
 */
export function createConnection(store: RunStore, pace?: () => number, ring?: () => void, atHit?: AtHit) {
  let port: TrainerPort | undefined;
  let position = streamStart;
  const intake = new EventIntake(store, atHit);
  const questions = new Questions();

  const take = (step: StreamStep) => {
    position = step.position;
    if (step.askFrom !== undefined) port?.postMessage({ kind: 'catch-up', from: step.askFrom });
    intake.apply(step.fresh, position.next - step.fresh.length);
  };

  const tellPace = () => pace && port?.postMessage({ kind: 'pace', ms: pace() });

  const receive = (message: TrainerMessage) => {
    switch (message.kind) {
      case 'hello': {
        if (message.version !== protocolVersion) return;
        const step = meet(position, message);
        intake.begin(message, step.run);
        take(step);
        return void tellPace();
      }
      case 'events':
        return take(read(position, message));
      case 'status':
        return store.setStatus(message.status);
      case 'answer':
        return questions.hear(message);
    }
  };

  return {
    costs: questions.costs,
    tellPace,
    /** A port to a trainer that is alive; the one before is closed. */
    connect(next: TrainerPort): void {
      this.disconnect();
      port = next;
      next.onmessage = ({ data }) => {
        if (port === next) receive(data);
      };
    },
    /** The trainer is gone: what it has said is kept. */
    disconnect(): void {
      port?.close();
      questions.giveUp();
      port = undefined;
    },
    /** Another experiment, or none: nothing of this one is kept. */
    forget(): void {
      this.disconnect();
      position = streamStart;
      store.reset();
    },
    /** Whether a trainer has spoken already: what it says counts for more than what the shell knows of it. */
    hasRead(): boolean {
      return position.next > 0;
    },
    send(command: TrainerCommand): void {
      port?.postMessage(command);
      ring?.();
    },
    /**
     * Asks the trainer something.
     * @throws CodedError what the trainer answers with, or `no-answer` if there is none or it goes away
     */
    ask<Name extends RequestName>(name: Name, ...values: RequestValues<Name>): Promise<Awaited<RequestResult<Name>>> {
      return questions.ask(name, values, port && ((question) => port?.postMessage(question)));
    },
  };
}

/** The way to the trainer. */
export type Connection = ReturnType<typeof createConnection>;
