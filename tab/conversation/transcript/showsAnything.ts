/** Whether a drawn card says or shows something: of what it does not know the library draws an empty frame. */
export const showsAnything = (card: HTMLElement): boolean =>
  (card.textContent ?? '').trim() !== '' || card.querySelector('img, button, input, select, textarea, video') !== null;
