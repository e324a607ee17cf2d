import type { PreflightFinding } from '../../../contract/debug/preflight';
import { reportOf } from '../../../contract/errors';
import { stepOf } from '../../../contract/run-state';
import { prepareBatch } from '../../data/prepare-batch';
import { disposeBatch } from '../../data/prepared-batch';
import { partsOfYield } from '../../data/yielded';
import type { Yielded } from '../../experiment';
import { rangeOf } from '../../measures/statistics';
import type { CompiledModel } from '../../model/compiled-model';
import { inputNames } from '../../model/model-names';
import { rowHashes } from '../batch/row-hash';
import type { DebugContext } from '../debug-context';
import { isLookedUp } from '../looked-up-inputs';
import { bytesOf, isBusy, mostBatches, mostBytes, type TakenBatches } from './take-batches';

type Found = readonly PreflightFinding[];
type Range = { readonly min: number; readonly max: number };

/** Rows of the validation data that may be in the training data by chance. */
const mostSeen = 0.25;
/** Inputs that are this many times larger or smaller than those that are trained on were scaled otherwise. */
const otherwise = 10;

const at = { check: 'data', level: 'problem' } as const;

/** What the next validations are made on, as far as it is read. */
class ValidationIntake {
  read = 0;
  rows = 0;
  /** Rows that are in the training data too. */
  seen = 0;
  /** Of each input. */
  readonly ranges: Range[] = [];
  readonly #compiled: CompiledModel;
  readonly #known: ReadonlySet<number>;
  readonly #most: number;
  #bytes = 0;

  constructor(compiled: CompiledModel, known: ReadonlySet<number>, most: number) {
    this.#compiled = compiled;
    this.#known = known;
    this.#most = most;
  }

  /** @returns whether there is to be another */
  take(item: Yielded): boolean {
    const batch = prepareBatch(this.#compiled, partsOfYield(item));
    for (const hash of rowHashes(batch)) if (this.#known.has(hash)) this.seen += 1;
    batch.xs.forEach((each, index) => {
      const { min, max } = rangeOf([each]);
      const { min: least, max: most } = this.ranges[index] ?? { min, max };
      this.ranges[index] = { min: Math.min(min, least), max: Math.max(max, most) };
    });
    this.read += 1;
    this.rows += batch.rows;
    this.#bytes += bytesOf(batch);
    disposeBatch(batch);
    return this.read < this.#most && this.#bytes < mostBytes;
  }
}

/** Batches that the validations to come take; undefined where the data says itself how many. */
function neededBatches({ experiment, plan, state }: DebugContext): number | undefined {
  const { epochs, stepsPerEpoch, totalSteps } = plan;
  if (!('validation' in experiment) || epochs === undefined || !stepsPerEpoch || totalSteps === undefined)
    return undefined;
  const { validationSteps, validationFreq: freq = 1 } = experiment;
  if (validationSteps === undefined) return undefined;
  const left = Math.ceil((totalSteps - stepOf(state)) / stepsPerEpoch);
  const numbers = Array.from({ length: left }, (_, epoch) => epochs - epoch);
  const due = numbers.filter((number) => (typeof freq === 'number' ? number % freq === 0 : freq.includes(number)));
  return due.length * validationSteps;
}

function magnitude({ min, max }: Range): number {
  return Math.max(Math.abs(min), Math.abs(max));
}

function unlikeFindings({ model }: CompiledModel, { ranges }: ValidationIntake, { batches }: TakenBatches): Found {
  return inputNames(model).flatMap((name, index): Found => {
    const range = ranges[index];
    if (!range || isLookedUp(model, index)) return [];
    const trained = rangeOf(batches.map(({ xs }) => xs[index]!));
    const [own, other] = [magnitude(range), magnitude(trained)];
    if (other === 0 || (own <= other * otherwise && own * otherwise >= other)) return [];
    const values = { name, ...range, trainedMin: trained.min, trainedMax: trained.max };
    return [{ ...at, code: 'validation-unlike', values }];
  });
}

function seenFindings({ model }: CompiledModel, { seen, rows }: ValidationIntake): Found {
  // Texts and the like have rows in common by chance.
  if (model.inputs.some((_, index) => isLookedUp(model, index))) return [];
  if (rows === 0 || seen / rows < mostSeen) return [];
  return [{ ...at, code: 'validation-seen', values: { share: seen / rows, rows } }];
}

/** Whether the validation data fits the model, suffices, and goes with what is trained on. The run gets all of it. */
export async function validationFindings(
  context: DebugContext,
  compiled: CompiledModel,
  taken: TakenBatches,
): Promise<Found> {
  const { peekValidation } = context;
  if (!peekValidation) return [];
  const needed = neededBatches(context);
  if (needed === 0) return [];
  const intake = new ValidationIntake(compiled, taken.rows, Math.min(needed ?? mostBatches, mostBatches));
  const found: PreflightFinding[] = [];
  try {
    const isEnded = await peekValidation((item) => intake.take(item));
    const { read: batches } = intake;
    const isShort = isEnded && needed !== undefined && batches < needed;
    if (isShort) found.push({ ...at, code: 'validation-short', values: { batches, needed } });
  } catch (error) {
    if (isBusy(error)) throw error;
    found.push({ ...at, code: 'validation-refused', values: { batch: intake.read, error: reportOf(error) } });
  }
  return [...found, ...seenFindings(compiled, intake), ...unlikeFindings(compiled, intake, taken)];
}
