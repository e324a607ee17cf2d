import { reportOf, type ErrorReport } from '../contract/errors';
import { userCodeError } from '../training/user-code';
import type { Bundle } from './bundle';
import { placeOf } from './place-of';

/**
 * What is said of an error that nobody could catch: thrown in a timer, say, or in a promise that is not awaited.
 * @param bundle the code it came from, once that is known
 */
export function reportOfUncaught(error: unknown, bundle?: Bundle): ErrorReport {
  return reportOf(userCodeError(error, { where: 'event loop' }), placeOf(error, bundle));
}
