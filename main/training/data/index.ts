/** The ready sources, as experiments import them. */
export { arrays, type ArraysOptions } from './arrays';
export { csv, type CsvOptions } from './csv/csv';
export { dataset, type Dataset, type SequenceOf } from './dataset';
export { idx, type IdxOptions } from './idx';
export { imageFolder, type ImageFolderOptions } from './image-folder';
export { NdArray } from './nd-array';
export { npy, npz, type NpyOptions, type NpzOptions } from './npy';
