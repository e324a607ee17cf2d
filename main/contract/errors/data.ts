import type { Description } from './phrases';

/** What can be wrong with files and generators of data. */
export type DataErrors = {
  'data-file': { file: string; row?: number; column?: string; expected: Description; got: Description };
  /** Neither a generator nor a sequence. */
  'data-form': { where: string; got: string };
  'generator-empty': { which: 'train' | 'validation' | 'evaluation' | 'prediction' };
  /** A warning: fewer batches came than were to be trained or validated on. */
  'ran-out-of-data': { which: 'train' | 'validation' | 'evaluation' | 'prediction'; batches: number; expected: number };
  'steps-needed': { which: 'stepsPerEpoch' | 'validationSteps' | 'steps' };
  /** Only where epochs say how many batches there are to be can data end early. */
  'repeat-without-epochs': Record<never, never>;
  /** The function of the data was called again, and what it gave has ended too. */
  'data-not-repeated': Record<never, never>;
};
