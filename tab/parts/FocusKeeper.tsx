import { useRestoreFocusTarget } from '@fluentui/react-components';

/**
 * Keeps Fluent's focus management (tabster) alive as long as the tab. It ends with the last component that uses it, and
 * when that is a dialog, the page behind stays aria-hidden, silent to a screen reader.
 */
export function FocusKeeper() {
  useRestoreFocusTarget();
  return null;
}
