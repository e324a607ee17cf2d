import { keep, tidy, variable, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import type { ModelVariable } from '../model/model-variables';
import { scoped } from '../scope';
import { clipGradients } from './clip-gradients';
import type { OptimizerSettings } from './find-optimizer';
import type { Slots, UpdateOutput } from './optimizer';

/** New values, by variable name; the slots by slot name. Kept: whoever holds it disposes them. */
export type ProposedUpdate = ReadonlyMap<
  string,
  { readonly value: Tensor; readonly slots: ReadonlyMap<string, Tensor> }
>;

/** The slot of the moving average of a variable's values. */
const average = 'average';

/** An optimizer at work: its slots by variable name, its counter and its learning rate. */
export class OptimizerState {
  readonly #settings: OptimizerSettings;
  readonly #slots = new Map<string, Map<string, Variable>>();
  #learningRate: number;
  #iterations = 0;

  constructor(settings: OptimizerSettings, variables: readonly ModelVariable[]) {
    this.#settings = settings;
    this.#learningRate = Math.fround(settings.learningRate);
    const initials = {
      ...settings.rule.slots,
      ...(settings.averaging && { [average]: (value: Tensor) => value.clone() }),
    };
    for (const { name, value } of variables) {
      const slots = Object.entries(initials).map(([slot, initial]): [string, Variable] => {
        const start = tidy(() => initial(value));
        const held = variable(start, false);
        start.dispose();
        return [slot, held];
      });
      this.#slots.set(name, new Map(slots));
    }
  }

  /** Updates so far. */
  get iterations(): number {
    return this.#iterations;
  }

  set iterations(count: number) {
    this.#iterations = count;
  }

  /** Whether the learning rate follows from the number of updates. */
  get hasSchedule(): boolean {
    return this.#settings.schedule !== undefined;
  }

  /** Of the next update; a schedule's value where there is one. */
  get learningRate(): number {
    return this.#settings.schedule?.(this.#iterations) ?? this.#learningRate;
  }

  /** Kept as float32, as Keras does. Without effect under a schedule. */
  set learningRate(rate: number) {
    this.#learningRate = Math.fround(rate);
  }

  /** Slot tensors by variable and slot name; assign to them to restore a state. */
  get slots(): ReadonlyMap<string, ReadonlyMap<string, Variable>> {
    return this.#slots;
  }

  /** What an update with these gradients would write. Nothing is written. */
  propose(gradients: ReadonlyMap<string, Tensor>, variables: readonly ModelVariable[]): ProposedUpdate {
    const { rule, clipping, weightDecay } = this.#settings;
    const { learningRate } = this;
    return scoped(() => {
      const updated = variables.filter(({ name }) => gradients.has(name));
      const clipped = clipGradients(
        updated.map(({ name }) => gradients.get(name)!),
        clipping,
      );
      const entries = updated.map(({ name, value, variable: owner }, index) => {
        const slots = Object.fromEntries(this.#slots.get(name)!);
        const decayed = weightDecay === 0 ? value : value.sub(value.mul(weightDecay * learningRate));
        const input = { gradient: clipped[index]!, value: decayed, slots, learningRate, iterations: this.#iterations };
        const output = this.#averaged(rule.update(input), value, slots);
        const { constraint } = owner as unknown as { constraint?: { apply(weights: Tensor): Tensor } | null };
        const next = constraint ? constraint.apply(output.value) : output.value;
        const nextSlots = Object.entries(output.slots).map(([slot, held]): [string, Tensor] => [slot, keep(held)]);
        return [name, { value: keep(next), slots: new Map(nextSlots) }] as const;
      });
      return new Map(entries);
    });
  }

  /** Writes the slots of an update in place and counts it; the values are the model's to write. */
  commit(update: ProposedUpdate): void {
    for (const [name, { slots }] of update) {
      for (const [slot, value] of slots) this.#slots.get(name)!.get(slot)!.assign(value);
    }
    this.#iterations += 1;
  }

  /** Where an average of the weights is kept, sets the weights to it, as Keras does when training ends. */
  finalize(variables: readonly ModelVariable[]): void {
    if (!this.#settings.averaging || this.#iterations === 0) return;
    for (const { name, value } of variables) value.assign(this.#slots.get(name)!.get(average)!);
  }

  /** Moves the average towards the new value; when it is due, the value becomes the average. */
  #averaged(output: UpdateOutput, before: Variable, slots: Slots): UpdateOutput {
    const { averaging } = this.#settings;
    if (!averaging) return output;
    // The average begins with the weights as they are at the first update.
    const old = this.#iterations === 0 ? before : slots[average]!;
    const moved = old.mul(averaging.momentum).add(output.value.mul(1 - averaging.momentum));
    const isDue = (this.#iterations + 1) % (averaging.overwriteFrequency ?? Infinity) === 0;
    return { value: isDue ? moved : output.value, slots: { ...output.slots, [average]: moved } };
  }

  dispose(): void {
    for (const slots of this.#slots.values()) for (const held of slots.values()) held.dispose();
  }
}
