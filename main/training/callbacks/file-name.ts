import { dirname } from 'node:path';
import { CodedError } from '../../contract/errors';
import { formatNumber } from './python-format';

/** Counts are ints in Python, values of the logs floats. */
export type NameFields = {
  readonly counts: { readonly [name: string]: number };
  readonly logs: { readonly [name: string]: number };
};

/** The innermost folder on a path that is the same whatever its fields are filled in with. */
export function fixedFolder(template: string): string {
  const field = template.search(/[{}]/);
  return field < 0 ? template : dirname(`${template.slice(0, field)}…`);
}

/**
 * Fills in a file name as Python's `str.format` does: `model-{epoch:02d}-{val_loss:.2f}`.
 * @throws CodedError `file-name` for a field or format that is not known
 */
export function fileName(template: string, { counts, logs }: NameFields): string {
  const pattern = /\{\{|\}\}|\{([^{}:!]*)(?:!r)?(?::([^{}]*))?\}|[{}]/g;
  return template.replace(pattern, (whole: string, name: string | undefined, spec = '') => {
    if (whole === '{{' || whole === '}}') return whole[0]!;
    const isCount = name !== undefined && Object.hasOwn(counts, name);
    const value = name === undefined ? undefined : isCount ? counts[name] : logs[name];
    const text = value === undefined ? undefined : formatNumber(value, String(spec), isCount);
    if (text !== undefined) return text;
    const known = [...Object.keys(counts), ...Object.keys(logs)].map((each) => `{${each}}`).join(' ');
    throw new CodedError('file-name', { name: template, field: whole, known });
  });
}
