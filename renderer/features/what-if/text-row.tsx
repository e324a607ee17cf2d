import { useId } from 'react';
import { useText } from '../../store/window-store';

type Props = {
  readonly label: string;
  /** What the fields take, in words. */
  readonly expected: string;
  readonly placeholder: string;
  /** What stands in the field of each variant. */
  readonly values: readonly string[];
  readonly isRight: (value: string) => boolean;
  readonly onChange: (at: number, value: string) => void;
};

/** A field for each variant; below them what they take, as long as one of them has something else. */
export function TextRow({ label, expected, placeholder, values, isRight, onChange }: Props) {
  const { whatIf: words } = useText();
  const id = useId();
  const isTold = !values.every(isRight);
  return (
    <>
      <tr>
        <th scope="row" title={label}>
          {label}
        </th>
        {values.map((value, at) => (
          <td key={at}>
            <input
              className="field field-small"
              aria-label={words.of(label, words.variant(String(at + 1)))}
              title={expected}
              placeholder={placeholder}
              value={value}
              aria-invalid={!isRight(value)}
              aria-describedby={isRight(value) ? undefined : id}
              onChange={({ target }) => onChange(at, target.value)}
            />
          </td>
        ))}
      </tr>
      {isTold && (
        <tr>
          <td colSpan={values.length + 1} className="what-if-expected">
            <p id={id} className="text-error" role="status">
              {expected}
            </p>
          </td>
        </tr>
      )}
    </>
  );
}
