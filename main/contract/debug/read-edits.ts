import { CodedError } from '../errors';
import type { EditedBatch, PlannedEdit, Target } from './edits';
import type { RowPlace } from './row-edits';
import type { Variant } from './what-if';

const kinds =
  'hyperparameter | dropout-rate | trainable | loss-weight | batch-size | repeat-data | replay-batch | skip-row | relabel-row | mark-row | variant | discard';

type Values = { readonly [field: string]: unknown };

function refuse(name: string, expected: string, got: unknown): never {
  throw new CodedError('wrong-edit', { name, expected, got: String(JSON.stringify(got)).slice(0, 100) });
}

function fields(name: string, value: unknown): Values {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Values;
  return refuse(name, '{ … }', value);
}

function text(name: string, value: unknown): string {
  return typeof value === 'string' ? value : refuse(name, "'…'", value);
}

function finite(name: string, value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : refuse(name, 'number', value);
}

function truth(name: string, value: unknown): boolean {
  return typeof value === 'boolean' ? value : refuse(name, 'true | false', value);
}

function readVariant(name: string, value: unknown): Variant {
  const { hyperparameters, withoutDropout, withoutRows, loss } = fields(name, value);
  const numbers = Object.entries(
    hyperparameters === undefined ? {} : fields(`${name}.hyperparameters`, hyperparameters),
  );
  if (withoutRows !== undefined && !Array.isArray(withoutRows)) refuse(`${name}.withoutRows`, '[…]', withoutRows);
  const rows = (withoutRows ?? []) as readonly unknown[];
  return {
    ...(numbers.length > 0 && {
      hyperparameters: Object.fromEntries(
        numbers.map(([key, number]) => [key, finite(`${name}.hyperparameters.${key}`, number)]),
      ),
    }),
    ...(withoutDropout !== undefined && { withoutDropout: truth(`${name}.withoutDropout`, withoutDropout) }),
    ...(rows.length > 0 && { withoutRows: rows.map((row) => finite(`${name}.withoutRows`, row)) }),
    ...(loss !== undefined && { loss: text(`${name}.loss`, loss) }),
  };
}

function count(name: string, value: unknown): number {
  return Number.isSafeInteger(value) && (value as number) >= 0
    ? (value as number)
    : refuse(name, 'integer >= 0', value);
}

function readRow(name: string, value: unknown): RowPlace {
  const { source, row, epoch, batch } = fields(name, value);
  const number = count(`${name}.row`, row);
  if (source !== undefined) return { source: text(`${name}.source`, source), row: number };
  return { epoch: count(`${name}.epoch`, epoch), batch: count(`${name}.batch`, batch), row: number };
}

function readTarget(name: string, value: unknown): Target {
  if (value === null) return null;
  if (!Array.isArray(value)) return refuse(name, '[…] | null', value);
  return (value as readonly unknown[]).map((each, at) => finite(`${name}[${at}]`, each));
}

function readRowEdit(name: string, kind: 'skip-row' | 'relabel-row' | 'mark-row', given: Values): PlannedEdit['edit'] {
  const row = readRow(`${name}.row`, given['row']);
  if (kind === 'skip-row') return { kind, row, isSkipped: truth(`${name}.isSkipped`, given['isSkipped']) };
  if (kind === 'mark-row') return { kind, row, isMarked: truth(`${name}.isMarked`, given['isMarked']) };
  return {
    kind,
    row,
    output: text(`${name}.output`, given['output']),
    target: readTarget(`${name}.target`, given['target']),
    ...(given['given'] !== undefined && { given: readTarget(`${name}.given`, given['given']) }),
  };
}

function readEdit(name: string, value: unknown): PlannedEdit['edit'] {
  const given = fields(name, value);
  switch (given['kind']) {
    case 'hyperparameter':
      return {
        kind: 'hyperparameter',
        name: text(`${name}.name`, given['name']),
        value: finite(`${name}.value`, given['value']),
      };
    case 'dropout-rate':
      return {
        kind: 'dropout-rate',
        layer: text(`${name}.layer`, given['layer']),
        rate: finite(`${name}.rate`, given['rate']),
      };
    case 'trainable':
      return {
        kind: 'trainable',
        layer: text(`${name}.layer`, given['layer']),
        isTrainable: truth(`${name}.isTrainable`, given['isTrainable']),
      };
    case 'loss-weight':
      return {
        kind: 'loss-weight',
        output: text(`${name}.output`, given['output']),
        weight: finite(`${name}.weight`, given['weight']),
      };
    case 'batch-size':
      return { kind: 'batch-size', rows: finite(`${name}.rows`, given['rows']) };
    case 'repeat-data':
      return { kind: 'repeat-data', isOn: truth(`${name}.isOn`, given['isOn']) };
    case 'replay-batch':
      return {
        kind: 'replay-batch',
        file: text(`${name}.file`, given['file']),
        ...(given['sha256'] !== undefined && { sha256: text(`${name}.sha256`, given['sha256']) }),
        times: count(`${name}.times`, given['times']),
      };
    case 'skip-row':
    case 'relabel-row':
    case 'mark-row':
      return readRowEdit(name, given['kind'], given);
    case 'variant':
      return { kind: 'variant', variant: readVariant(`${name}.variant`, given['variant']) };
    case 'discard':
      return { kind: 'discard' };
    default:
      return refuse(`${name}.kind`, kinds, given['kind']);
  }
}

function readBatch(name: string, value: unknown): EditedBatch {
  const { epoch, batch } = fields(name, value);
  return { epoch: count(`${name}.epoch`, epoch), batch: count(`${name}.batch`, batch) };
}

/**
 * Edits out of a file, whatever it holds: what a run recorded, further fields aside.
 * @throws CodedError `wrong-edit`
 */
export function readEdits(value: unknown): readonly PlannedEdit[] {
  if (!Array.isArray(value)) return refuse('edits', '[…]', value);
  return (value as readonly unknown[]).map((each, at) => {
    const { step, model = '', edit, inside } = fields(`edits[${at}]`, each);
    const isStep = Number.isSafeInteger(step) && (step as number) >= 0;
    const read = readEdit(`edits[${at}].edit`, edit);
    return {
      step: isStep ? (step as number) : refuse(`edits[${at}].step`, 'integer >= 0', step),
      model: text(`edits[${at}].model`, model),
      edit: read,
      ...((inside !== undefined || read.kind === 'discard') && { inside: readBatch(`edits[${at}].inside`, inside) }),
    };
  });
}
