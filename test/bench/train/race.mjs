const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The middle value, or the mean of the two in the middle. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const warmSteps = 6;
const fewestSteps = 3;
const mostSteps = 3000;
/** Between two turns, for threads of the one before to fall asleep. */
const restMs = 60;

/**
 * Lets contenders train one case in turns, each round beginning with another of them.
 * @param {string} name of the case
 * @param {(import('./contenders.mjs').Contender & { ask: (request: object) => Promise<{ values: number[], note?: string }> })[]} contenders
 * @param {{ rounds: number, seconds: number, onFault: (who: string, message: string) => void }} options
 * @returns {Promise<Map<string, { rounds: number[], losses: number[], note?: string }>>} by contender: its median
 * milliseconds a step in each round; whoever fails is left out
 */
export async function race(name, contenders, { rounds, seconds, onFault }) {
  const racing = new Map();
  const results = new Map();
  const attempt = async (contender, work) => {
    try {
      await work();
    } catch (error) {
      racing.delete(contender);
      results.delete(contender.name);
      onFault(contender.name, error.message);
    }
  };
  const train = (contender, steps) => contender.ask({ ask: 'steps', case: name, mode: contender.mode, steps });
  for (const contender of contenders) {
    await attempt(contender, async () => {
      const { values: losses, note } = await contender.ask({ ask: 'losses', case: name, mode: contender.mode });
      await train(contender, warmSteps);
      const { values } = await train(contender, warmSteps);
      const steps = Math.round((seconds * 1000) / median(values));
      racing.set(contender, Math.min(mostSteps, Math.max(fewestSteps, steps)));
      results.set(contender.name, { rounds: [], losses, ...(note !== undefined && { note }) });
    });
  }
  for (let round = 0; round < rounds; round += 1) {
    const inTurn = [...racing];
    for (const [contender, steps] of [
      ...inTurn.slice(round % inTurn.length),
      ...inTurn.slice(0, round % inTurn.length),
    ]) {
      await attempt(contender, async () => {
        await pause(restMs);
        const { values } = await train(contender, steps);
        results.get(contender.name).rounds.push(median(values));
      });
    }
  }
  return results;
}
