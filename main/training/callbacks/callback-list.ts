import type { Callback, PlainData, TrainingControl } from '../experiment';
import { runUserCode, userCodeError } from '../user-code';

type Hook = Exclude<keyof Callback, 'getState' | 'setState' | 'close'>;
type Arguments<Name extends Hook> = Parameters<NonNullable<Callback[Name]>>;
type WithoutControl<Values extends readonly unknown[]> = Values extends readonly [...infer Rest, TrainingControl]
  ? Rest
  : never;

/** Hooks of two names: the longer one counts where a callback has both. */
const longNames: { readonly [Name in Hook]?: Hook } = {
  onBatchBegin: 'onTrainBatchBegin',
  onBatchEnd: 'onTrainBatchEnd',
};

/** What callbacks that come with the engine call their states. */
const kinds: ReadonlySet<unknown> = new Set([
  'backupAndRestore',
  'csvLogger',
  'earlyStopping',
  'learningRateScheduler',
  'modelCheckpoint',
  'reduceLROnPlateau',
]);

/** Stands for a state that is null: null alone stands for a callback that keeps none. */
const nullMark = 'batchpoint:null';

function hasField<Name extends string>(state: PlainData, name: Name): state is { readonly [Key in Name]: PlainData } {
  return typeof state === 'object' && state !== null && name in state;
}

/** Those of a person's own are of one kind, whatever they hold. */
function kindOf(state: PlainData): PlainData | undefined {
  return hasField(state, 'of') && kinds.has(state.of) ? state.of : undefined;
}

/** A copy: a callback may give the very object that it counts in. */
function stateOf(callback: Callback): PlainData {
  if (!callback.getState) return null;
  return structuredClone(callback.getState() ?? { [nullMark]: true });
}

/** Calls each hook of all callbacks, in the order of the list, before the next hook. */
export class CallbackList {
  readonly #callbacks: readonly Callback[];
  readonly #afterHook: (() => Promise<void>)[] = [];
  readonly control: TrainingControl;

  constructor(callbacks: readonly Callback[], control: TrainingControl) {
    this.#callbacks = callbacks;
    this.control = control;
  }

  async call<Name extends Hook>(name: Name, ...values: WithoutControl<Arguments<Name>>): Promise<void> {
    const long = longNames[name] ?? name;
    for (const callback of this.#callbacks) {
      const hook = (callback[long] ?? callback[name]) as ((...all: unknown[]) => void | Promise<void>) | undefined;
      if (hook) await runUserCode({ where: `callbacks ${name}` }, () => hook.call(callback, ...values, this.control));
    }
    if (this.#afterHook.length > 0) for (const job of this.#afterHook.splice(0)) await job();
  }

  /** Does something once every callback has had the present hook. */
  afterHook(job: () => Promise<void>): void {
    this.#afterHook.push(job);
  }

  /** Of each callback, in the order of the list; null for one that keeps none. They stay as they are now. */
  getStates(): readonly PlainData[] {
    return this.#callbacks.map((callback) => {
      try {
        return stateOf(callback);
      } catch (error) {
        throw userCodeError(error, { where: 'callbacks getState' });
      }
    });
  }

  /**
   * Puts states back that {@link getStates} gave. Where it was another list, each goes to the next callback of its kind:
   * what was added begins anew.
   */
  async setStates(states: readonly PlainData[]): Promise<void> {
    const left = [...states];
    for (const callback of this.#callbacks) {
      const kind = kindOf(callback.getState?.() ?? null);
      const at = left.findIndex((each) => kindOf(each) === kind);
      const [state = null] = at < 0 ? [] : left.splice(at, 1);
      if (state === null) continue;
      const own = hasField(state, nullMark) ? null : structuredClone(state);
      await runUserCode({ where: 'callbacks setState' }, () => callback.setState?.(own, this.control));
    }
  }

  /** Lets every callback let go of what it holds, even if one of them throws. */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (const callback of this.#callbacks) {
      try {
        await runUserCode({ where: 'callbacks close' }, () => callback.close?.());
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
