/** Milliseconds between two drawings of a run that goes on. */
export type DrawingPace = { readonly charts: number; readonly numbers: number };

/**
 * A training step shares its work out among all cores and is as late as the latest of them: on two cores, each drawing
 * holds the training up for as long as it takes. Four drawings a second are as good to watch, ten are better where a core
 * is to spare; numbers change half as often, as nobody reads faster.
 */
export function drawingPace(cores = coresHere()): DrawingPace {
  return cores > 2 ? { charts: 100, numbers: 200 } : { charts: 250, numbers: 500 };
}

/** Where no page is, one. */
const coresHere = (): number => (typeof navigator === 'undefined' ? 1 : navigator.hardwareConcurrency);
