/** What a name is told apart by: its last part, as of `dense/kernel`, or its number, as of `dense_1`. */
const ending = /(?:\/[^/]*|_\d+)$/;
/** A name as long as this is likely to have others beside it that begin like it: it keeps its last characters too. */
const longName = 20;
const usualTail = 7;

/**
 * A name that keeps its ending where there is no room for all of it. Its two parts are drawn, and not said: a screen
 * reader and a test find the name in one piece.
 * @param tail characters that a long one keeps at its end
 */
export function PathName({ name, tail = usualTail }: { readonly name: string; readonly tail?: number }) {
  const found = name.search(ending);
  const at = found >= 0 ? found : name.length > Math.max(longName, tail) ? name.length - tail : -1;
  if (at < 0) return name;
  return (
    <span className="path-name" data-first={name.slice(0, at)} data-rest={name.slice(at)}>
      <span className="unseen">{name}</span>
    </span>
  );
}
