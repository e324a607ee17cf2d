import '../../../../main/trainer/backend';
import { stepMode } from '../../../../main/training/step/train-on-batch';
import { compileGolden, type GoldenCase } from './case';
import { Comparison } from './comparison';
import { replayFitGenerator } from './fit';
import { replayTrainOnBatch } from './train';

/** How a case went, and how the steps of its two parts were computed. */
export type Replay = Pick<Comparison, 'largest' | 'problems'> & { readonly modes: readonly string[] };

/**
 * Replays both parts of a case through the public calls. An exception, as for an unknown name, is a problem too.
 * @param eager operation by operation, and not as a graph
 */
export async function replayGolden(golden: GoldenCase, eager: boolean): Promise<Replay> {
  const comparison = new Comparison();
  const modes: string[] = [];
  for (const replay of [replayTrainOnBatch, replayFitGenerator]) {
    try {
      const model = await compileGolden(golden, eager);
      try {
        await Promise.resolve(replay(model, golden, comparison));
        modes.push(stepMode(model.compiled)?.kind ?? 'none');
      } finally {
        model.dispose();
      }
    } catch (error) {
      comparison.fail(error instanceof Error ? wordsOf(error) : String(error));
    }
  }
  return { largest: comparison.largest, problems: comparison.problems, modes };
}

function wordsOf(error: Error): string {
  const { values } = error as { readonly values?: object };
  return values ? `${error.message} ${JSON.stringify(values)}` : error.message;
}
