/** The ready sources, as experiments import them. */
export { arrays, type ArraysOptions } from './arrays';
export { csv, type CsvOptions } from './csv';
export { idx, type IdxOptions } from './idx';
export { NdArray } from './nd-array';
