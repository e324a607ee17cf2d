import type { Logs } from '../../contract/training-event';
import type { BatchValues, TestOnBatchOptions } from '../experiment';

/** Values of a call in the form that Keras gives them: a number, a list in the order of their names, or by name. */
export function batchValues<Options extends TestOnBatchOptions>(logs: Logs, options: Options): BatchValues<Options> {
  const values = Object.values(logs);
  const result = options.returnDict === true ? logs : values.length === 1 ? values[0]! : values;
  return result as BatchValues<Options>;
}
