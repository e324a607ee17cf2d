import type { ReactNode } from 'react';
import { Icon } from './icon';
import type { IconName } from './icon';

/** Says above the charts where the run stands, and the ways on; stays until one of them is taken. */
export function Banner(props: {
  readonly tone: 'error' | 'paused' | 'past' | 'neutral';
  readonly icon: IconName;
  /** The accessible name; left out where its words say themselves to a screen reader. */
  readonly label?: string;
  readonly className?: string;
  readonly children: ReactNode;
  /** Its buttons. */
  readonly actions: ReactNode;
}) {
  const { tone, icon, label, className, children, actions } = props;
  return (
    <section className={['banner', `tone-${tone}`, className].filter(Boolean).join(' ')} aria-label={label}>
      <Icon name={icon} />
      <div className="grow">{children}</div>
      <div className="actions">{actions}</div>
    </section>
  );
}
