/** What a loss comes to after an update, behind what it was before. @param value as it is shown */
export function LossAfter({ value, hint }: { readonly value: string; readonly hint: string }) {
  return (
    <small title={hint}>
      {' → '}
      {value}
    </small>
  );
}
