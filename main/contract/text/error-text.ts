import type { ErrorCode, ErrorValues } from '../errors';

/** One sentence set for each error: a headline and what to do next. */
export type ErrorTexts<Codes extends ErrorCode> = {
  readonly [Code in Codes]: (values: ErrorValues[Code]) => ErrorText;
};

/** `expected` and `got` are left out where the headline says it all. */
export type ErrorText = {
  readonly headline: string;
  readonly expected?: string;
  readonly got?: string;
  readonly next: string;
};
