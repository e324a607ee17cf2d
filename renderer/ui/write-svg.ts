/** Sets an attribute if that changes it: what is written is painted anew, the same again as well. */
export function setAttribute(element: Element, name: string, value: string | number): void {
  const text = String(value);
  if (element.getAttribute(name) !== text) element.setAttribute(name, text);
}

/** The same for the text of an element; its text node stays, so that it is not laid out from scratch. */
export function setText(element: Element, text: string): void {
  if (element.textContent === text) return;
  if (element.firstChild) element.firstChild.nodeValue = text;
  else element.textContent = text;
}

/** Shows an element or hides it; either way it keeps its place. */
export function setShown(element: Element, isShown: boolean): void {
  setAttribute(element, 'visibility', isShown ? 'visible' : 'hidden');
}
