import { CodedError } from '../../contract/errors';
import { hasLoss } from '../losses/loss';
import { wrongHyperparameter } from '../names';
import type { CompiledOutput } from './compiled-model';

/** Weights that differ from those that the model was compiled with, by output. */
export type LossWeightEdits = { readonly [output: string]: number };

/** How much the loss of each output counts in the loss of the model. */
export class LossWeights {
  readonly #compiled: readonly CompiledOutput[];
  #outputs: readonly CompiledOutput[];

  /** @param outputs as the model was compiled */
  constructor(outputs: readonly CompiledOutput[]) {
    this.#compiled = outputs;
    this.#outputs = outputs;
  }

  /** All outputs, with their present weights. */
  get outputs(): readonly CompiledOutput[] {
    return this.#outputs;
  }

  /** Whether any differs from what the experiment says; asked before every step. */
  get isEdited(): boolean {
    return this.#outputs.some((output, at) => this.#differs(output, at));
  }

  /** Assigning replaces all edits. */
  get edits(): LossWeightEdits {
    const edited = this.#outputs.filter((output, at) => this.#differs(output, at));
    return Object.fromEntries(edited.map(({ name, lossWeight }) => [name, lossWeight]));
  }

  set edits(weights: LossWeightEdits) {
    this.#outputs = this.#compiled.map((output) => ({
      ...output,
      lossWeight: weights[output.name] ?? output.lossWeight,
    }));
  }

  /** @throws CodedError `unknown-name` */
  of(output: string): number {
    return this.#outputs[trainedOutput(this.#outputs, output)]!.lossWeight;
  }

  /** @throws CodedError `unknown-name`, `wrong-hyperparameter` */
  set(output: string, lossWeight: number): void {
    const changed = trainedOutput(this.#outputs, output);
    if (!Number.isFinite(lossWeight)) throw wrongHyperparameter('lossWeight', 'number', lossWeight);
    this.#outputs = this.#outputs.map((each, at) => (at === changed ? { ...each, lossWeight } : each));
  }

  #differs({ lossWeight }: CompiledOutput, at: number): boolean {
    return lossWeight !== this.#compiled[at]!.lossWeight;
  }
}

/** The place of an output with a loss among all outputs. @throws CodedError `unknown-name` */
export function trainedOutput(outputs: readonly CompiledOutput[], name: string): number {
  const at = outputs.findIndex((output) => output.name === name && hasLoss(output));
  if (at >= 0) return at;
  const known = outputs.filter(hasLoss).map((output) => output.name);
  throw new CodedError('unknown-name', { what: 'output', name, known: known.join(', ') });
}
