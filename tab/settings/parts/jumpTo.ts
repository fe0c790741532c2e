/** Of the bar that leads to the sections. */
const BAR_PX = 40;

/** The heading of a section has the focus then; false: it does not show yet. */
export function jumpTo(id: string): boolean {
  const heading = document.getElementById(id);
  if (!heading) return false;
  heading.tabIndex = -1;
  const section = heading.closest('section');
  const scrolls = section?.closest('[data-scrolls]');
  // Not `scrollIntoView`: a short section at the end would move what is around the list, too.
  if (section && scrolls) {
    scrolls.scrollTop += section.getBoundingClientRect().top - scrolls.getBoundingClientRect().top - BAR_PX;
  }
  heading.focus({ preventScroll: true });
  return true;
}
