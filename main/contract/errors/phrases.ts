type None = Record<never, never>;

/** Every phrase with the values that its words need. */
export type PhraseValues = {
  // Files and folders
  'readable-file': None;
  /** `code` of the operating system or zlib, such as ENOENT; `message`: Node's. */
  'system-error': { code: string; message: string };
  /** `message`: of `JSON.parse`. */
  'no-json': { message: string };
  bytes: { count: number };
  'bytes-of-shape': { count: number; shape: string };
  /** Of a file, as numbers. */
  'first-bytes': { bytes: string };
  // Pictures
  folder: None;
  'folder-for-each-class': None;
  'folders-without-picture': { folders: number };
  picture: None;
  /** `message`: TensorFlow's. */
  'picture-not-decoded': { message: string };
  'empty-picture': None;
  // IDX files
  'idx-file': { axes: 'one' | 'two-or-more' };
  'labels-of-images': { count: number };
  // NumPy's files
  'npy-array': None;
  'array-of-numbers': None;
  'numbers-of-types': { types: string };
  'array-with-rows': None;
  'single-number': None;
  'rows-in-order': None;
  'fortran-order': None;
  'int32-numbers': None;
  'rows-as-in': { count: number; file: string };
  'array-named': { name: string };
  'unpackable-array': None;
  damaged: { checksum: string };
  // Zip archives
  'zip-archive': None;
  'no-list-at-end': None;
  'list-of-files': None;
  'something-else': None;
  'list-of-count': { count: number };
  'list-ended': { count: number };
  'stored-or-deflated': None;
  'packed-by': { name: string; method: number };
  // CSV files
  'utf-8-text': None;
  'header-and-rows': None;
  rows: None;
  lines: { count: number };
  records: { count: number };
  fields: { count: number };
  'one-of-columns': { columns: string };
  'no-such-column': None;
  'columns-of-this-name': { count: number };
  number: None;
  word: None;
  nothing: None;
  'different-words': { most: number };
  more: None;
  'number-for-mean': None;
  none: None;
  'closing-quote': None;
  'none-to-end': None;
  // Arguments
  /** Of an array whose shape is another. */
  'values-in-all': { count: number };
  'disposed-tensor': { tensor: string };
  unique: None;
  // States that were kept; types and shapes in notation
  'no-value-for': { name: string };
  'other-metrics': None;
  'no-variable': { name: string; value: string };
  'other-variable': { name: string; variable: string; value: string };
  'other-size': { expected: number; got: number };
  'no-tensor': { name: string };
  // What was told of a run that has died
  /** Of the frame that begins there. */
  'checksum-at': { byte: number };
  'no-events': None;
};

/** Which words. */
export type PhraseName = keyof PhraseValues;

/** Words that an error has in its values. It travels as name and values; the catalogue has its words in each language. */
export type Phrase = {
  [Name in PhraseName]: { readonly phrase: Name } & Readonly<PhraseValues[Name]>;
}[PhraseName];

/**
 * What an error expects or got, or why something failed: a phrase, or a text that reads the same in every language: notation such
 * as `integer >= 1`, names, the message of a library.
 */
export type Description = string | Phrase;

/** Whether a description says that a file does not exist. */
export function isMissingFile(description: Description): boolean {
  return typeof description !== 'string' && description.phrase === 'system-error' && description.code === 'ENOENT';
}
