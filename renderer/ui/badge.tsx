import { Icon } from './icon';
import type { IconName } from './icon';

/** A short mark on how far a value can be trusted: `exact` in accent, all else in grey. */
export function Badge(props: {
  readonly text: string;
  readonly hint?: string;
  readonly exact?: boolean;
  readonly icon?: IconName;
}) {
  return (
    <span className={`badge${props.exact ? ' badge-exact' : ''}`} title={props.hint}>
      {props.icon && <Icon name={props.icon} />}
      {props.text}
    </span>
  );
}
