/** A name with parts, such as `dense/kernel`: where there is no room for all of it, its last part stays. */
export function PathName({ name }: { readonly name: string }) {
  const at = name.lastIndexOf('/');
  if (at < 0) return name;
  return (
    <span className="path-name">
      <span>{name.slice(0, at)}</span>
      {name.slice(at)}
    </span>
  );
}
