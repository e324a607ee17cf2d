import { CodedError } from '../contract/errors';
import type { ModelErrors } from '../contract/errors/models';
import type { Named } from './experiment';
import { notationOf } from './notation';

type What = ModelErrors['unknown-name']['what'];
type Values = { readonly [name: string]: unknown };

/** `mean_squared_error`, `MeanSquaredError` and `meanSquaredError` are one name. */
export function plainName(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

/** `meanSquaredError` or `MeanSquaredError` as `mean_squared_error`: how Keras names an object of a class. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

/** Whether a value is a {@link Named}, known or not. */
export function isNamed(value: unknown): value is Named {
  if (typeof value === 'string') return value !== '';
  if (typeof value !== 'object' || value === null) return false;
  const { name } = value as { readonly name?: unknown };
  return typeof name === 'string' && name !== '';
}

/** The name and hyperparameters of a {@link Named}. */
export function partsOf(named: Named): { readonly name: string; readonly given: Values } {
  if (typeof named === 'string') return { name: named, given: {} };
  const { name, ...given } = named;
  return { name, given };
}

/** Losses, metrics, … by Keras name, in any of its spellings. */
export class Registry<Entry> {
  readonly #what: What;
  readonly #entries = new Map<string, Entry>();
  /** The first name of an entry, by each of its plain names. */
  readonly #first = new Map<string, string>();

  /** @param entries by snake_case name; further names of the same entry stand behind a comma */
  constructor(what: What, entries: { readonly [names: string]: Entry }) {
    this.#what = what;
    for (const [names, entry] of Object.entries(entries)) {
      const [first, ...others] = names.split(',') as [string, ...string[]];
      for (const each of [first, ...others]) {
        this.#entries.set(plainName(each), entry);
        this.#first.set(plainName(each), first);
      }
    }
  }

  /** @throws CodedError `unknown-name` with the known names */
  find(name: string): Entry {
    const entry = this.#entries.get(plainName(name));
    if (entry === undefined) throw new CodedError('unknown-name', { what: this.#what, name, known: this.known });
    return entry;
  }

  has(name: string): boolean {
    return this.#entries.has(plainName(name));
  }

  /** The first name of what has this one, in snake_case; undefined for an unknown name. */
  firstName(name: string): string | undefined {
    return this.#first.get(plainName(name));
  }

  get known(): string {
    return [...new Set(this.#first.values())].join(', ');
  }
}

/**
 * Hyperparameters with Keras's defaults filled in; null counts as not given.
 * @throws CodedError `unknown-name` for one that the named thing does not have
 */
export function withDefaults<Defaults extends object>(given: Values, defaults: Defaults): Defaults {
  const byName = new Map(Object.keys(defaults).map((name) => [plainName(name), name]));
  const result = { ...defaults } as { [name: string]: unknown };
  for (const [name, value] of Object.entries(given)) {
    const known = byName.get(plainName(name));
    if (known === undefined) {
      const names = Object.keys(defaults).join(', ');
      throw new CodedError('unknown-name', { what: 'hyperparameter', name, known: names });
    }
    if (value === undefined || value === null) continue;
    const standard = result[known];
    if (typeof standard !== typeof value && (typeof standard === 'number' || typeof standard === 'boolean')) {
      throw wrongHyperparameter(known, typeof standard, value);
    }
    result[known] = value;
  }
  return result as Defaults;
}

/**
 * Checks that hyperparameters without a default are given.
 * @throws CodedError `wrong-hyperparameter`
 */
export function requireGiven(given: Values, names: readonly string[]): void {
  const known = new Map(Object.entries(given).map(([name, value]) => [plainName(name), value]));
  for (const name of names) {
    const value = known.get(plainName(name));
    if (value === undefined || value === null) throw wrongHyperparameter(name, `${name}: …`, value);
  }
}

/** The error of a hyperparameter whose value can't be used. */
export function wrongHyperparameter(name: string, expected: string, got: unknown): CodedError {
  return new CodedError('wrong-hyperparameter', { name, expected, got: notationOf(got) });
}

/** The error for a model that a run does not have. Where there is one model, its name is `''`. */
export function unknownModel(models: ReadonlyMap<string, unknown>, name: string): CodedError {
  const known = [...models.keys()].map((each) => each || "''").join(', ');
  return new CodedError('unknown-name', { what: 'model', name, known });
}
