import type { TrainerCommand, TrainerMessage } from '../../../main/contract/trainer-protocol';
import type { TrainerPort } from '../../../renderer/store/connection';

/** A port whose other end is the test: what is said arrives as a structured clone, as over a real one. */
export class FakePort implements TrainerPort {
  onmessage: TrainerPort['onmessage'] = null;
  readonly sent: TrainerCommand[] = [];
  isClosed = false;

  postMessage(command: TrainerCommand): void {
    this.sent.push(command);
  }

  close(): void {
    this.isClosed = true;
  }

  say(message: TrainerMessage): void {
    this.onmessage?.({ data: structuredClone(message) });
  }

  hello(run: string, events: number, resumes?: readonly string[]): void {
    const name = { run, ...(resumes && { resumes }) };
    this.say({ kind: 'hello', version: 1, ...name, capabilities: ['pause', 'inspectBatch'], events });
  }
}
