import { keep, scalar, tidy, variable, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import type { ModelVariable } from '../model/model-variables';
import { scoped } from '../step/scope';
import { average, averaged, averagingScalars } from './averaging';
import { clipGradients, type Gradient } from './clip-gradients';
import type { OptimizerSettings } from './find-optimizer';
import type { FusedUpdate } from './fused-update';
import { Hyperparameters } from './hyperparameters';
import { nativeUpdate } from './native-update';
import type { Numbers, Scalars, UpdateInput, UpdateOutput } from './optimizer';

/** New values, by variable name; the slots by slot name. Kept: whoever holds it disposes them. */
export type ProposedUpdate = ReadonlyMap<
  string,
  { readonly value: Tensor; readonly slots: ReadonlyMap<string, Tensor> }
>;

/** Disposes of the new values of an update. */
export function disposeUpdate(update: ProposedUpdate): void {
  for (const { value, slots } of update.values()) for (const tensor of [value, ...slots.values()]) tensor.dispose();
}

type Constraint = { apply(weights: Tensor): Tensor };

/** The hyperparameters that stand for operations of their own where they are not 0. */
const optional = ['clipnorm', 'globalClipnorm', 'clipvalue', 'weightDecay'];
const clippings = optional.slice(0, 3);

function constraintOf({ variable: owner }: ModelVariable): Constraint | undefined {
  return (owner as unknown as { constraint?: Constraint | null }).constraint ?? undefined;
}

/** An optimizer at work: its slots by variable name, its counter and its hyperparameters. */
export class OptimizerState {
  readonly #settings: OptimizerSettings;
  readonly #slots = new Map<string, Map<string, Variable>>();
  /** Slots of variables that are frozen now and not in the state. */
  readonly #unused = new Map<string, Map<string, Variable>>();
  readonly #hyperparameters: Hyperparameters;
  #iterations = 0;

  constructor(settings: OptimizerSettings, variables: readonly ModelVariable[]) {
    this.#settings = settings;
    this.#hyperparameters = new Hyperparameters(settings);
    this.adopt(variables);
  }

  /** Gives variables slots that have none, as they are at the beginning: these are trained from now on too. */
  adopt(variables: readonly ModelVariable[]): void {
    const { rule, averaging } = this.#settings;
    const initials = { ...rule.slots, ...(averaging && { [average]: (value: Tensor) => value.clone() }) };
    for (const { name, value } of variables) {
      if (this.#slots.has(name)) continue;
      // Graphs hold on to the variables that they were made with, so these are used again.
      const held = this.#unused.get(name) ?? new Map<string, Variable>();
      for (const [slot, initial] of Object.entries(initials)) {
        const start = tidy(() => initial(value));
        const known = held.get(slot);
        if (known) known.assign(start);
        else held.set(slot, variable(start, false));
        start.dispose();
      }
      this.#unused.delete(name);
      this.#slots.set(name, held);
    }
  }

  /**
   * Has slots of exactly these variables, of those that may have some: as they were left, or as they are at the beginning.
   * @param all that may have slots
   */
  hold(names: ReadonlySet<string>, all: readonly ModelVariable[]): void {
    for (const { name } of all) {
      const [from, to] = names.has(name) ? [this.#unused, this.#slots] : [this.#slots, this.#unused];
      const held = from.get(name);
      if (!held) continue;
      from.delete(name);
      to.set(name, held);
    }
    this.adopt(all.filter(({ name }) => names.has(name)));
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
    return this.#settings.schedule?.(this.#iterations) ?? this.#hyperparameters.get('learningRate');
  }

  /** Kept as float32, as Keras does. Without effect under a schedule. */
  set learningRate(rate: number) {
    if (!this.hasSchedule) this.#hyperparameters.set({ learningRate: rate });
  }

  /**
   * The numbers that may be changed while training: `learningRate` (unless it follows a schedule), `weightDecay`,
   * `clipnorm`, `globalClipnorm`, `clipvalue` (0: none), `emaMomentum`, and the rule's own by Keras's names.
   */
  get hyperparameters(): Numbers {
    return this.#hyperparameters.values;
  }

  /**
   * Changes some of them for the updates to come, all or none; slots stay as they are.
   * @throws CodedError `unknown-name`, `wrong-hyperparameter`, `learning-rate-fixed`
   */
  setHyperparameters(changes: Numbers): void {
    this.#hyperparameters.set(changes);
  }

  /**
   * The hyperparameters beside the learning rate that were changed: a part of the state. Assigning takes all others back.
   * @throws CodedError `unknown-name`, `wrong-hyperparameter`
   */
  get edits(): Numbers {
    return this.#hyperparameters.edits;
  }

  set edits(edits: Numbers) {
    this.#hyperparameters.edits = edits;
  }

  /** Which operations an update is made of: it changes when clipping or weight decay begins or ends, by nothing else. */
  get structure(): string {
    return this.#present(optional).join();
  }

  /** Slot tensors by variable and slot name; assign to them to restore a state. */
  get slots(): ReadonlyMap<string, ReadonlyMap<string, Variable>> {
    return this.#slots;
  }

  /** Every number of the next update that may be another one at a later update, rounded to float32. */
  scalars(): Numbers {
    const { rule, averaging } = this.#settings;
    const { learningRate } = this;
    const iterations = this.#iterations;
    const weightDecay = this.#hyperparameters.get('weightDecay');
    const emaMomentum = this.#hyperparameters.get('emaMomentum');
    const given = rule.scalars({ learningRate, iterations }, this.#hyperparameters.values);
    // Not by a spread: V8 gives an object with fields after one a hidden class of its own, in each step.
    const numbers: { [name: string]: number } = Object.assign({}, given);
    for (const name of this.#present(clippings)) numbers[name] = this.#hyperparameters.get(name);
    if (weightDecay !== 0) numbers['decay'] = weightDecay * learningRate;
    if (averaging) Object.assign(numbers, averagingScalars(averaging, emaMomentum, iterations));
    for (const name of Object.keys(numbers)) numbers[name] = Math.fround(numbers[name]!);
    return numbers;
  }

  /**
   * What an update with these gradients would write. Nothing is written.
   * @param scalars the numbers of {@link scalars} as inputs of a recording, which is then made of plain operations only;
   * left out: an update at once, by the rule's kernel if it has one
   */
  propose(
    gradients: ReadonlyMap<string, Gradient>,
    variables: readonly ModelVariable[],
    scalars?: Scalars,
  ): ProposedUpdate {
    return scoped(() => {
      const given = scalars ?? this.#ownScalars();
      const { averaging } = this.#settings;
      const rule = this.#rule(scalars !== undefined);
      const clipped = this.clip(gradients, given);
      const updated = variables.filter(({ name }) => gradients.has(name));
      const entries = updated.map((each) => {
        const { name, value } = each;
        const slots = Object.fromEntries(this.#slots.get(name)!);
        const decayed = given['decay'] ? value.sub(value.mul(given['decay'])) : value;
        const ruled = rule({ gradient: clipped.get(name)!, value: decayed, slots, scalars: given });
        const output = averaging ? averaged(ruled, value, slots, given) : ruled;
        const next = constraintOf(each)?.apply(output.value) ?? output.value;
        return [name, { value: next, slots: new Map(Object.entries(output.slots)) }] as const;
      });
      // Only now: what an exception leaves behind must not outlive its scope.
      for (const [, { value, slots }] of entries) for (const tensor of [value, ...slots.values()]) keep(tensor);
      return new Map(entries);
    });
  }

  /** Gradients as the update takes them, by the same names. */
  clip(gradients: ReadonlyMap<string, Gradient>, scalars: Scalars): ReadonlyMap<string, Tensor> {
    const limits = this.#present(clippings).map((name) => [name, scalars[name]!] as const);
    const clipped = clipGradients([...gradients.values()], Object.fromEntries(limits));
    return new Map([...gradients.keys()].map((name, index) => [name, clipped[index]!]));
  }

  /**
   * The kernel that does a variable's whole update in place, for gradients that are clipped. None if the rule has no
   * kernel with Keras's formula, if an average of the weights is kept, or if the variable has a constraint.
   */
  fused(of: ModelVariable): FusedUpdate | undefined {
    const { rule, averaging } = this.#settings;
    if (!rule.fused || averaging || constraintOf(of)) return undefined;
    const decays = this.#hyperparameters.get('weightDecay') !== 0;
    return { ...rule.fused, ...(decays && { decay: 'decay' }) };
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

  /** Without slots there is nothing to gain: a multiplication and a subtraction are as quick. */
  #rule(isRecorded: boolean): (input: UpdateInput) => UpdateOutput {
    const { rule } = this.#settings;
    const { fused } = rule;
    return isRecorded || !fused || Object.keys(rule.slots).length === 0
      ? rule.update
      : (input) => nativeUpdate(fused, input);
  }

  #present(names: readonly string[]): readonly string[] {
    return names.filter((name) => this.#hyperparameters.get(name) !== 0);
  }

  #ownScalars(): Scalars {
    return Object.fromEntries(Object.entries(this.scalars()).map(([name, value]) => [name, scalar(value)]));
  }

  dispose(): void {
    for (const slots of [...this.#slots.values(), ...this.#unused.values()])
      for (const held of slots.values()) held.dispose();
  }
}
