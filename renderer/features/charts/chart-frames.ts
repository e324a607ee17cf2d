import type { StepRange } from '../../chart-data/buckets';
import type { Beat } from '../../store/beat';

type Draw = () => void;

/**
 * The frames that all charts share. New data are drawn with the window's beat, the cursor in the next frame; nothing
 * is drawn while the window is hidden.
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

  readonly #beat: Beat;
  readonly #dataDraws = new Set<Draw>();
  readonly #cursorDraws = new Set<Draw>();
  #hasCursor = false;
  #isVisible = true;
  #frame: number | undefined;

  constructor(beat: Beat) {
    this.#beat = beat;
  }

  readonly onData = (draw: Draw): (() => void) => add(this.#dataDraws, draw);
  readonly onCursor = (draw: Draw): (() => void) => add(this.#cursorDraws, draw);

  /** Draws with the beat. @returns a function that ends it */
  start(): () => void {
    const end = this.#beat.onBeat(this.#drawAll);
    this.#beat.request();
    return () => {
      end();
      this.#cancel();
    };
  }

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
    if (isVisible && this.#hasCursor) this.#requestCursor();
    else if (!isVisible) this.#cancel();
  }

  /** Ends what is planned; what is still to be drawn stays noted. */
  #cancel(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }

  #requestCursor(): void {
    this.#hasCursor = true;
    if (this.#isVisible) this.#frame ??= requestAnimationFrame(this.#drawCursor);
  }

  readonly #drawAll = (): void => {
    for (const draw of this.#dataDraws) draw();
    this.#cancel();
    this.#drawCursor();
  };

  readonly #drawCursor = (): void => {
    this.#frame = undefined;
    this.#hasCursor = false;
    for (const draw of this.#cursorDraws) draw();
  };
}

function add(draws: Set<Draw>, draw: Draw): () => void {
  draws.add(draw);
  return () => draws.delete(draw);
}
