import type { ButtonHTMLAttributes } from 'react';
import { Icon } from './icon';
import type { IconName } from './icon';

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children' | 'type'> & {
  /** The accessible name, and the words of the button unless `iconOnly`. */
  readonly label: string;
  readonly icon?: IconName;
  readonly iconOnly?: boolean;
  /** Filled once in a window; bordered where it stands alone; quiet else. */
  readonly kind?: 'quiet' | 'bordered' | 'filled' | 'toggle';
  readonly pressed?: boolean;
  /** A spinner takes the icon's place while something really waits. */
  readonly busy?: boolean;
  /** The key, printed behind the words. */
  readonly keyHint?: string | undefined;
  /** A number behind the words of a toggle. */
  readonly count?: string;
  /** Loses its words in a narrow window. */
  readonly folds?: boolean;
};

export function Button(props: Props) {
  const { label, icon, iconOnly, kind = 'quiet', pressed, busy, keyHint, count, folds, className, ...rest } = props;
  const classes = ['btn', `btn-${kind}`, iconOnly && 'btn-icon', folds && 'btn-fold', className];
  return (
    <button
      title={label}
      {...rest}
      type="button"
      className={classes.filter(Boolean).join(' ')}
      aria-label={label}
      aria-pressed={pressed}
      aria-busy={busy}
    >
      {busy ? <Spinner /> : icon && <Icon name={icon} />}
      {!iconOnly && <span className="btn-label">{label}</span>}
      {count !== undefined && <b>{count}</b>}
      {keyHint && <kbd>{keyHint}</kbd>}
    </button>
  );
}

export function Spinner() {
  return <span className="spinner" aria-hidden="true" />;
}
