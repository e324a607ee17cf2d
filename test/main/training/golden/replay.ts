import '../../../../main/trainer/backend';
import type { GoldenCase } from './case';
import { Comparison } from './comparison';
import { replayFitGenerator } from './fit';
import { replayTrainOnBatch } from './train';

/** Replays both parts of a case through the public calls. An exception, as for an unknown name, is a problem too. */
export async function replayGolden(golden: GoldenCase): Promise<Comparison> {
  const comparison = new Comparison();
  for (const replay of [replayTrainOnBatch, replayFitGenerator]) {
    try {
      await replay(golden, comparison);
    } catch (error) {
      comparison.fail(error instanceof Error ? wordsOf(error) : String(error));
    }
  }
  return comparison;
}

function wordsOf(error: Error): string {
  const { values } = error as { readonly values?: object };
  return values ? `${error.message} ${JSON.stringify(values)}` : error.message;
}
