import { compileCondition } from '../../../contract/conditions/compile';
import type { ParsedCondition } from '../../../contract/conditions/condition';
import { Histories } from '../../../contract/conditions/histories';
import { parseCondition } from '../../../contract/conditions/parse-condition';
import { vocabularyOf } from '../../../contract/conditions/vocabulary';
import type { Evaluation } from '../../../contract/debug/watching';
import { namedLogs } from '../../session/run-plan';
import { valuesOf } from '../../metrics/running-sums';
import type { ComputedStep } from '../../step/step';
import { BatchSources, readsStep } from '../../measures/condition-sources';
import type { DebugContext } from '../debug-context';
import { lookedAtBatch, withStep, type LookedAtBatch } from '../looked-at-batch';

/** More are not answered at once. */
const mostExpressions = 200;

type Parsing = ReturnType<typeof parseCondition>;

/** What expressions come to on the batch that the run stands in or trained last. */
export function evaluate(context: DebugContext, expressions: readonly string[]): readonly Evaluation[] {
  const vocabulary = vocabularyOf(context.plan);
  const parsings = expressions.slice(0, mostExpressions).map((text) => parseCondition(text, vocabulary));
  const looked = lookedAtBatch(context);
  if (!looked) return parsings.map((parsing) => ('parsed' in parsing ? { value: undefined } : parsing));
  // Values of a batch that was trained are known; all else is found by its step.
  const isComputed =
    looked.place.of === 'pending' || parsings.some((each) => 'parsed' in each && readsStep(each.parsed.needs));
  if (!isComputed) return valuesIn(context, looked, parsings, undefined);
  return withStep(looked, (computed) => valuesIn(context, looked, parsings, computed));
}

function valuesIn(
  context: DebugContext,
  looked: LookedAtBatch,
  parsings: readonly Parsing[],
  computed: ComputedStep | undefined,
): readonly Evaluation[] {
  const sources = sourcesOf(context, looked, computed);
  return parsings.map((parsing): Evaluation => {
    if (!('parsed' in parsing)) return parsing;
    return { value: valueOf(parsing.parsed, sources, context, looked.place.of === 'pending') };
  });
}

function valueOf(parsed: ParsedCondition, sources: BatchSources, context: DebugContext, isPending: boolean) {
  const { breakpoints } = context;
  const histories = new Histories();
  const condition = compileCondition(parsed, histories);
  const prefill = (): void => histories.prefill((series, most) => breakpoints.recorded(series, most));
  // What is recorded ends with the batch that was trained last.
  if (isPending) prefill();
  histories.record('before-commit', sources);
  if (!isPending) prefill();
  return condition.evaluate(sources);
}

function sourcesOf(
  { models, last, breakpoints: { lastRate, latest } }: DebugContext,
  { place, compiled, batch, key }: LookedAtBatch,
  computed: ComputedStep | undefined,
): BatchSources {
  const isPending = place.of === 'pending';
  const values = isPending && computed ? valuesOf(compiled.series, computed.sums) : (last?.trained.own ?? {});
  const own = namedLogs(models, compiled.name, values);
  const { step, epoch, batch: index } = place;
  // That of the optimizer is the next update's.
  const learningRate = (isPending ? undefined : lastRate) ?? compiled.optimizer.learningRate;
  const facts = { place: { compiled, batch, key, epoch, index }, step, learningRate, own, models, latest };
  return new BatchSources({ ...facts, ...(computed && { computed: () => computed }) });
}
