import type { Callback, TrainingControl } from '../experiment';
import { runUserCode } from '../user-code';

type Hook = keyof Callback;
type Arguments<Name extends Hook> = Parameters<NonNullable<Callback[Name]>>;
type WithoutControl<Values extends readonly unknown[]> = Values extends readonly [...infer Rest, TrainingControl]
  ? Rest
  : never;

/** Calls each hook of all callbacks, in the order of the list, before the next hook. */
export class CallbackList {
  readonly #callbacks: readonly Callback[];
  readonly control: TrainingControl;

  constructor(callbacks: readonly Callback[], control: TrainingControl) {
    this.#callbacks = callbacks;
    this.control = control;
  }

  async call<Name extends Hook>(name: Name, ...values: WithoutControl<Arguments<Name>>): Promise<void> {
    for (const callback of this.#callbacks) {
      const hook = callback[name] as ((...all: unknown[]) => void | Promise<void>) | undefined;
      if (hook) await runUserCode({ where: `callbacks ${name}` }, () => hook.call(callback, ...values, this.control));
    }
  }
}
