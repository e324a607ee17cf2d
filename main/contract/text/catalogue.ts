import type { en } from './en';

/** The same keys and values in every language; only the words differ. */
type Translated<Texts> = {
  readonly [Key in keyof Texts]: Texts[Key] extends string
    ? string
    : Texts[Key] extends (...values: infer Values) => infer Result
      ? (...values: Values) => Result extends string ? string : Result
      : Translated<Texts[Key]>;
};

/** Every visible word of one language. */
export type Catalogue = Translated<typeof en>;
