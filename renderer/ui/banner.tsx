import type { ReactNode } from 'react';
import { Icon } from './icon';

/** Says in place what happened and what is safe; stays until it is resolved and leaves the charts readable. */
export function ErrorBanner(props: {
  readonly headline: string;
  readonly lines: readonly string[];
  readonly children: ReactNode;
}) {
  return (
    <div className="banner banner-error" role="alert">
      <Icon name="error" />
      <div className="grow">
        <strong>{props.headline}</strong>
        {props.lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      <div className="actions">{props.children}</div>
    </div>
  );
}
