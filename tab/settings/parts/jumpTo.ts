const AIR_PX = 8;

/** The heading of a section has the focus then; false: it does not show yet. */
export function jumpTo(id: string): boolean {
  const heading = document.getElementById(id);
  if (!heading) return false;
  heading.tabIndex = -1;
  const section = heading.closest('section');
  const scrolls = section?.closest('[data-scrolls]');
  // Not `scrollIntoView`: a short section at the end would move what is around the list, too.
  if (section && scrolls) {
    // The bar that leads to the sections stays above them, in as many lines as it takes.
    const bar = scrolls.querySelector<HTMLElement>('[data-stays-above]')?.offsetHeight ?? 0;
    scrolls.scrollTop += section.getBoundingClientRect().top - scrolls.getBoundingClientRect().top - bar - AIR_PX;
  }
  heading.focus({ preventScroll: true });
  return true;
}
