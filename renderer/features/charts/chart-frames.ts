import type { StepRange } from '../../chart-data/buckets';

type Draw = () => void;

/**
 * How much sooner a single drawing may come. The trainer speaks ten times a second too: an array that comes a little
 * early is drawn in the same frame as the numbers around the charts.
 */
const early = 40;

/**
 * The one animation frame that all charts share. New data are drawn at most once in an interval, the cursor at once;
 * while the window is hidden nothing is, and one drawing catches up when it is seen again.
 */
export class ChartFrames {
  /** The step under the cursor; undefined while there is none. */
  cursor: number | undefined;
  /** Where a cursor stands while there is no other: a step of the past, or one that is chosen. */
  rest: number | undefined;
  /** The step of the past that is looked at: what is later lies under a veil. */
  viewed: number | undefined;
  /** Whether a cursor stands at the newest step while there is no other: not while the run moves. */
  marksHead = true;
  /** Steps that a pointer is drawing open. */
  selection: StepRange | undefined;

  readonly #interval: number;
  readonly #dataDraws = new Set<Draw>();
  readonly #cursorDraws = new Set<Draw>();
  #hasData = false;
  #hasCursor = false;
  #isVisible = true;
  #dueAt = -Infinity;
  #frame: number | undefined;
  #timer: number | undefined;

  /** @param interval milliseconds between two drawings of new data, on average */
  constructor(interval: number) {
    this.#interval = interval;
  }

  readonly onData = (draw: Draw): (() => void) => add(this.#dataDraws, draw);
  readonly onCursor = (draw: Draw): (() => void) => add(this.#cursorDraws, draw);

  readonly requestData = (): void => {
    this.#hasData = true;
    this.#plan();
  };

  moveCursor(step: number | undefined): void {
    if (step === this.cursor) return;
    this.cursor = step;
    this.#requestCursor();
  }

  /** The step whose values are shown; undefined: the newest. */
  get at(): number | undefined {
    return this.cursor ?? this.rest;
  }

  setRest(rest: number | undefined, viewed: number | undefined): void {
    this.rest = rest;
    this.viewed = viewed;
    this.#requestCursor();
  }

  select(selection: StepRange | undefined): void {
    if (!selection && !this.selection) return;
    this.selection = selection;
    this.#requestCursor();
  }

  setMarksHead(marksHead: boolean): void {
    this.marksHead = marksHead;
    this.#requestCursor();
  }

  setVisible(isVisible: boolean): void {
    this.#isVisible = isVisible;
    if (isVisible) this.#plan();
    else this.cancel();
  }

  /** Ends what is planned; what is still to be drawn stays noted. */
  cancel(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#frame = this.#timer = undefined;
  }

  #requestCursor(): void {
    this.#hasCursor = true;
    this.#plan();
  }

  #plan(): void {
    if (!this.#isVisible || this.#frame !== undefined) return;
    const wait = this.#hasCursor ? 0 : this.#dueAt - early - performance.now();
    if (wait <= 0) {
      this.#frame = requestAnimationFrame(this.#draw);
    } else if (this.#timer === undefined) {
      this.#timer = window.setTimeout(() => {
        this.#timer = undefined;
        this.#plan();
      }, wait);
    }
  }

  readonly #draw = (now: number): void => {
    this.#frame = undefined;
    const isDue = this.#hasData && now >= this.#dueAt - early;
    if (isDue) {
      this.#dueAt = Math.max(this.#dueAt + this.#interval, now + this.#interval - early);
      this.#hasData = false;
      for (const draw of this.#dataDraws) draw();
    }
    if (isDue || this.#hasCursor) {
      this.#hasCursor = false;
      for (const draw of this.#cursorDraws) draw();
    }
    if (this.#hasData) this.#plan();
  };
}

function add(draws: Set<Draw>, draw: Draw): () => void {
  draws.add(draw);
  return () => draws.delete(draw);
}
