/** Thrown in a training once its run is to end: nothing failed. */
export class RunEnded extends Error {
  /** `stopped`: the person said so; `complete`: all steps that were asked for are done. */
  readonly why: 'stopped' | 'complete';

  constructor(why: 'stopped' | 'complete') {
    super(why);
    this.name = 'RunEnded';
    this.why = why;
  }
}
