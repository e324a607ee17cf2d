/** What holds all the others: too wide to look for something near by. */
const wide = 'main, .window';
/** What the Tab key comes to: of a row of tabs, the chosen one. */
const stops = ['button:enabled', 'input:enabled', 'select:enabled', 'textarea:enabled', '[tabindex="0"]']
  .map((each) => `${each}:not([tabindex="-1"])`)
  .join(', ');

/**
 * Keeps the keyboard's place when what has the focus is removed or disabled: the focus goes to something near by, else to
 * the filled button, which is what one would press next; and back as soon as that is possible. A focus that a press of
 * the pointer has taken away stays away.
 *
 * @returns a function that ends it
 */
export function keepFocus(): () => void {
  /** What the person has chosen, and all that it stands in, innermost first. */
  let home: readonly Element[] = [];
  let present: Element | undefined;
  let isMoving = false;

  const note = ({ target }: FocusEvent) => {
    present = target instanceof Element ? target : undefined;
    if (present && !isMoving) home = withAncestors(present);
  };
  const forget = () => {
    home = [];
    present = undefined;
  };
  const check = () => {
    const { activeElement } = document;
    const isLost = activeElement === null || activeElement === document.body || !isUsable(activeElement);
    if (!present || !isLost) return;
    isMoving = true;
    substituteOf(home, present)?.focus();
    isMoving = false;
  };
  const observer = new MutationObserver(check);
  observer.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['disabled'] });
  document.addEventListener('focusin', note);
  document.addEventListener('pointerdown', forget, true);
  return () => {
    observer.disconnect();
    document.removeEventListener('focusin', note);
    document.removeEventListener('pointerdown', forget, true);
  };
}

const isUsable = (element: Element): boolean => element.isConnected && !element.matches(':disabled');

function substituteOf([chosen, ...around]: readonly Element[], last: Element): HTMLElement | null {
  for (const own of [chosen, last]) if (own instanceof HTMLElement && isUsable(own)) return own;
  const filled = '.btn-filled:enabled';
  for (const element of around) {
    if (element.matches(wide)) break;
    if (!element.isConnected) continue;
    const near = element.querySelector<HTMLElement>(filled) ?? element.querySelector<HTMLElement>(stops);
    if (near) return near;
  }
  return document.querySelector<HTMLElement>(filled);
}

function withAncestors(element: Element): readonly Element[] {
  const found: Element[] = [];
  for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) found.push(at);
  return found;
}
