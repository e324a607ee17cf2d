import type { ButtonHTMLAttributes } from 'react';
import { Icon } from './icon';
import type { IconName } from './icon';

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children' | 'type'> & {
  /** The words of the button, unless `iconOnly`. */
  readonly label: string;
  /** The accessible name, where the words alone don't say what is pressed, as in a row of a list. Default: `label`. */
  readonly name?: string;
  readonly type?: 'button' | 'submit';
  readonly icon?: IconName;
  readonly iconOnly?: boolean;
  /** Filled once in a window; bordered where it stands alone; quiet else. */
  readonly kind?: 'quiet' | 'bordered' | 'filled' | 'toggle';
  readonly pressed?: boolean;
  /** A spinner takes the icon's place while something really waits. */
  readonly busy?: boolean;
  /** The key, printed after the words. */
  readonly keyHint?: string | undefined;
  /** A number after the words of a toggle. */
  readonly count?: string;
  /** Loses its words in a narrow window. */
  readonly folds?: boolean;
};

/** A button with its name, tooltip, icon and state; every button with words is one. */
export function Button(props: Props) {
  const { label, name = label, type = 'button', icon, iconOnly, kind = 'quiet', ...others } = props;
  const { pressed, busy, keyHint, count, folds, className, ...rest } = others;
  const classes = ['btn', `btn-${kind}`, iconOnly && 'btn-icon', folds && 'btn-fold', className];
  return (
    <button
      title={name}
      {...rest}
      type={type}
      className={classes.filter(Boolean).join(' ')}
      aria-label={name}
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

/** Turns while something is waited for. */
export function Spinner() {
  return <span className="spinner" aria-hidden="true" />;
}
