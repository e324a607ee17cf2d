import { isOnTheWay, type EditRecord } from '../../../contract/debug/edits';
import type { LineStart } from '../../../contract/debug/time-travel';
import type { TrainingEvent } from '../../../contract/training-event';

/** The edits of a line, in order, and again by step: they are asked for with every batch. */
class Line {
  readonly all: EditRecord[] = [];
  readonly #ofStep = new Map<number, EditRecord[]>();

  constructor(records: readonly EditRecord[] = []) {
    for (const record of records) this.add(record);
  }

  add(record: EditRecord): void {
    this.all.push(record);
    const ofStep = this.#ofStep.get(record.step);
    if (ofStep) ofStep.push(record);
    else this.#ofStep.set(record.step, [record]);
  }

  at(step: number): readonly EditRecord[] {
    return this.#ofStep.get(step) ?? none;
  }

  upTo(step: number): readonly EditRecord[] {
    return this.all.filter((record) => isOnTheWay(record, step));
  }
}

const none: readonly EditRecord[] = [];

/** What was edited in a run: by line, each with what it has in common with the lines that it parted from. */
export class EditRecords {
  readonly #send: (event: TrainingEvent) => void;
  readonly #lines = new Map<number, Line>();
  /** Those that another process made before this run went on from there: they are part of its state. */
  readonly #past: readonly EditRecord[];
  #present = new Line();
  #count: number;

  constructor(send: (event: TrainingEvent) => void, past: readonly EditRecord[] = []) {
    this.#send = send;
    this.#past = past;
    this.#count = Math.max(0, ...past.map(({ id }) => id));
    this.#lines.set(1, this.#present);
  }

  /** The number of the next edit. */
  nextId(): number {
    return ++this.#count;
  }

  /** Keeps and tells what was edited on the present line. */
  note(record: EditRecord): EditRecord {
    this.#present.add(record);
    this.#send({ type: 'edit', ...record });
    return record;
  }

  /** Training goes on from the past of the present line. */
  part({ line, from }: LineStart): void {
    this.#present = new Line(from && this.#lines.get(from.line)!.upTo(from.step));
    this.#lines.set(line, this.#present);
  }

  /** Edits of the present line that were made with exactly so many updates done, in order. */
  at(step: number): readonly EditRecord[] {
    return this.#present.at(step);
  }

  /** Those that led to a step of the present line, in order. */
  upTo(step: number): readonly EditRecord[] {
    return [...this.#past, ...this.#present.upTo(step)];
  }
}
