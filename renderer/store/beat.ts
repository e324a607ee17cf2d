type Draw = () => void;

/**
 * The one animation frame in which all that shows a moving run changes: what a frame costs, it costs once. There is
 * none without news, and none while the window is hidden; one catches up when it is seen again.
 */
export class Beat {
  #interval: number;
  /** How much sooner one may come: news at the same pace are drawn when they come, whatever their phase. */
  #early: number;
  readonly #draws = new Set<Draw>();
  #tasks: Draw[] = [];
  #isWanted = false;
  #isUrgent = false;
  #isVisible = true;
  #dueAt = -Infinity;
  #frame: number | undefined;
  #timer: number | undefined;

  /** @param interval milliseconds between two beats, on average */
  constructor(interval: number) {
    this.#interval = interval;
    this.#early = interval / 2;
  }

  /** Milliseconds between two beats from now on. */
  setInterval(interval: number): void {
    this.#dueAt = Math.min(this.#dueAt, performance.now() + interval);
    this.#interval = interval;
    this.#early = interval / 2;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#plan();
  }

  /** Has something drawn at each beat. @returns a function that ends it */
  readonly onBeat = (draw: Draw): (() => void) => {
    this.#draws.add(draw);
    return () => this.#draws.delete(draw);
  };

  /** There is something to draw, in its time. */
  readonly request = (): void => {
    this.#isWanted = true;
    this.#plan();
  };

  /** There is something to draw in the next frame. */
  hurry(): void {
    this.#isUrgent = true;
    this.request();
  }

  /** Does something once, with the next beat; at once while the window is hidden. */
  next(task: Draw): void {
    if (!this.#isVisible) return task();
    this.#tasks.push(task);
    this.request();
  }

  setVisible(isVisible: boolean): void {
    this.#isVisible = isVisible;
    if (isVisible) return this.#plan();
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#frame = this.#timer = undefined;
    this.#doTasks();
  }

  #plan(): void {
    const hasWork = this.#draws.size > 0 || this.#tasks.length > 0;
    if (!this.#isVisible || !this.#isWanted || !hasWork || this.#frame !== undefined) return;
    const wait = this.#isUrgent ? 0 : Math.ceil(this.#dueAt - this.#early - performance.now());
    if (wait <= 0) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#frame = requestAnimationFrame(this.#draw);
      return;
    }
    this.#timer ??= window.setTimeout(() => {
      this.#timer = undefined;
      this.#plan();
    }, wait);
  }

  readonly #draw = (now: number): void => {
    this.#frame = undefined;
    this.#dueAt = Math.max(this.#dueAt, now) + this.#interval;
    this.#isWanted = this.#isUrgent = false;
    this.#doTasks();
    for (const draw of this.#draws) draw();
  };

  #doTasks(): void {
    const tasks = this.#tasks;
    this.#tasks = [];
    for (const task of tasks) task();
  }
}
