import { CodedError } from '../../contract/errors';
import type { Logs } from '../../contract/training-event';
import type { CallbackList } from '../callbacks/callback-list';
import type { CountedSource } from '../data/counted-source';
import type { CompiledModel } from '../model/compiled-model';
import type { FitOptions } from './fit-options';
import { evaluateGenerator } from './evaluate-generator';

/** The validations of a training by generator: when they are due, and what they run on. */
export class FitValidation {
  readonly #compiled: CompiledModel;
  readonly #options: FitOptions;
  readonly #source: CountedSource;
  #hasWarned = false;

  constructor(compiled: CompiledModel, options: FitOptions, source: CountedSource) {
    this.#compiled = compiled;
    this.#options = options;
    this.#source = source;
  }

  isDue(epoch: number): boolean {
    const { validationFreq = 1 } = this.#options;
    return typeof validationFreq === 'number' ? (epoch + 1) % validationFreq === 0 : validationFreq.includes(epoch + 1);
  }

  /**
   * @returns undefined if the data had ended before
   * @throws CodedError `generator-empty` if they never had a batch
   */
  async run(callbacks: CallbackList): Promise<Logs | undefined> {
    const { validationSteps, allowNotFinite = false, observer } = this.#options;
    const { beforeTestBatch } = observer ?? {};
    const before = this.#source.taken();
    const steps = validationSteps ?? this.#source.length?.();
    const logs = await evaluateGenerator(this.#compiled, {
      source: this.#source,
      callbacks,
      options: { allowNotFinite },
      ...(steps !== undefined && { steps }),
      ...(beforeTestBatch && { enter: beforeTestBatch }),
    });
    const taken = this.#source.taken();
    if (taken === 0) throw new CodedError('generator-empty', { which: 'validation' });
    if (steps !== undefined && taken - before < steps) this.#warn(taken - before, steps);
    return logs;
  }

  /** Warns once: later epochs would all repeat it. */
  #warn(batches: number, expected: number): void {
    if (this.#hasWarned) return;
    this.#hasWarned = true;
    this.#options.observer?.warn?.({ code: 'ran-out-of-data', values: { which: 'validation', batches, expected } });
  }
}
