import { isOnTheWay, type EditRecord } from '../../../contract/debug/edits';
import type { LineStart } from '../../../contract/debug/time-travel';

/** The edits of a run: those of each line, with what it has in common with the lines that it parted from. */
export class EditLines {
  readonly #lines = new Map<number, EditRecord[]>([[1, []]]);
  /** Steps with edits that were made inside a batch. */
  readonly #insideSteps = new Set<number>();
  /** Those that another process made before this run went on from there: they are part of its state. */
  readonly #past: readonly EditRecord[];
  #line = 1;
  #count: number;

  constructor(past: readonly EditRecord[] = []) {
    this.#past = past;
    this.#count = Math.max(0, ...past.map(({ id }) => id));
  }

  /** The number of the next edit. */
  nextId(): number {
    return ++this.#count;
  }

  add(record: EditRecord): void {
    this.#present.push(record);
    if (record.inside) this.#insideSteps.add(record.step);
  }

  /** Whether there may be edits that were made inside a batch with so many updates done: asked with every batch. */
  hasInside(step: number): boolean {
    return this.#insideSteps.has(step);
  }

  /** Training goes on from the past of the present line. */
  part({ line, from }: LineStart): void {
    const common = from ? this.#lines.get(from.line)!.filter((record) => isOnTheWay(record, from.step)) : [];
    this.#lines.set(line, [...common]);
    this.#line = line;
  }

  /** Edits of the present line that were made with exactly so many updates done, in order. */
  at(step: number): readonly EditRecord[] {
    return this.#present.filter((record) => record.step === step);
  }

  /** Those that led to a step of the present line, in order. */
  upTo(step: number): readonly EditRecord[] {
    return [...this.#past, ...this.#present.filter((record) => isOnTheWay(record, step))];
  }

  get #present(): EditRecord[] {
    return this.#lines.get(this.#line)!;
  }
}
