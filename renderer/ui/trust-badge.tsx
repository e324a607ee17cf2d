import { Badge } from './badge';

/** How far numbers can be trusted: exact for the state at which the run stands, or sampled while it moves. */
export function TrustBadge({
  isSampled,
  words,
}: {
  readonly isSampled: boolean;
  readonly words: {
    readonly exact: string;
    readonly exactHint: string;
    readonly sampled: string;
    readonly sampledHint: string;
  };
}) {
  if (isSampled) return <Badge text={words.sampled} hint={words.sampledHint} />;
  return <Badge exact icon="check" text={words.exact} hint={words.exactHint} />;
}
