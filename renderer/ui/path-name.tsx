/** What a name is told apart by: its last part, as of `dense/kernel`, or its number, as of `dense_1`. */
const ending = /(?:\/[^/]*|_\d+)$/;

/** A name that keeps its ending where there is no room for all of it. */
export function PathName({ name }: { readonly name: string }) {
  const at = name.search(ending);
  if (at < 0) return name;
  return (
    <span className="path-name">
      <span>{name.slice(0, at)}</span>
      {name.slice(at)}
    </span>
  );
}
