import { protocolVersion } from '../../main/contract/trainer-protocol';
import type { TrainerCommand, TrainerMessage } from '../../main/contract/trainer-protocol';
import { meet, read, streamStart } from './event-stream';
import type { StreamStep } from './event-stream';
import type { RunStore } from './run-store';

/** The part of a MessagePort that is used here. */
export type TrainerPort = {
  onmessage: ((event: { readonly data: TrainerMessage }) => void) | null;
  postMessage(command: TrainerCommand): void;
  close(): void;
};

/** Reads the trainer's port into the run store and carries commands back. One trainer at a time. */
export function createConnection(store: RunStore) {
  let port: TrainerPort | undefined;
  let position = streamStart;

  const take = (step: StreamStep) => {
    position = step.position;
    if (step.askFrom !== undefined) port?.postMessage({ kind: 'catch-up', from: step.askFrom });
    store.apply(step.fresh);
  };

  const receive = (message: TrainerMessage) => {
    switch (message.kind) {
      case 'hello': {
        if (message.version !== protocolVersion) return;
        const step = meet(position, message);
        if (step.isNewRun) store.reset(message.capabilities);
        return take(step);
      }
      case 'events':
        return take(read(position, message));
      case 'status':
        return store.setStatus(message.status);
      case 'batch':
        return store.setBatch(message.detail);
    }
  };

  return {
    /** A port to a trainer that is alive; the one before is let go. */
    connect(next: TrainerPort): void {
      port?.close();
      port = next;
      next.onmessage = ({ data }) => {
        if (port === next) receive(data);
      };
    },
    /** The trainer is gone: what it has said is kept. */
    disconnect(): void {
      port?.close();
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
    },
  };
}

export type Connection = ReturnType<typeof createConnection>;
