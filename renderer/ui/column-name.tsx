/** The end of a name of several parts, as of `sepal_length`. */
const lastPart = /(?<=[\s_./-])[^\s_./-]+$/;

/** The name of a column. Where there is no room for it, its last part has a line of its own: it tells it from the next. */
export function ColumnName({ name }: { readonly name: string }) {
  const at = name.search(lastPart);
  if (at < 0) return name;
  return (
    <>
      <span>{name.slice(0, at)}</span>
      <wbr />
      <span>{name.slice(at)}</span>
    </>
  );
}
