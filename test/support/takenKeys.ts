/** Keys that somebody else takes, written as the list of shortcuts writes its own (`Mod` is Ctrl, on a Mac Command). */

/**
 * Teams on Windows and on the web. Source: Microsoft's "Keyboard shortcuts for Microsoft Teams"
 * (support.microsoft.com/office/2e8e2a70-e8d8-4a19-949b-4c36dd5292d2), read in the lists that follow it:
 * sjgallagher2/sam-talon `teams.talon`, vivlim/knausj_talon `apps/teams.talon`; search on the web (Ctrl+Alt+E) from
 * OfficeDev/microsoft-teams-library-js#2867. That issue says, too, that none of them reaches Teams while the focus is
 * in an app's frame, unless the app relays them (`shortcutRelay`), which this one does not.
 */
export const TEAMS = [
  // Everywhere.
  ...['Mod+.', 'Mod+e', 'Mod+Alt+e', 'Mod+/', 'Mod+Shift+f', 'Mod+g', 'Mod+`', 'Mod+n', 'Mod+,', 'F1'],
  ...['Mod+1', 'Mod+2', 'Mod+3', 'Mod+4', 'Mod+5', 'Mod+6', 'Mod+7', 'Mod+8', 'Mod+9'],
  ...['Mod+m', 'Mod+l', 'Alt+ArrowLeft', 'Alt+ArrowRight', 'Mod+F6', 'Mod+Shift+F6'],
  ...['Alt+ArrowUp', 'Alt+ArrowDown'],
  // Where one writes.
  ...[
    'Mod+r',
    'Mod+Shift+x',
    'Mod+Enter',
    'Mod+Shift+i',
    'Alt+Shift+c',
    'Alt+Shift+o',
    'Alt+Shift+r',
    'Mod+k',
    'Mod+f',
  ],
  // Calls, meetings and the calendar.
  ...['a', 's', 'd', 'c', 'u', 'm', 'e', 'o', 'k', 'h', 'p', 'b', 'Space'].map((key) => `Mod+Shift+${key}`),
  ...['Mod+Space', 'Mod+s', 'Alt+Shift+n', 'Alt+Shift+j', 'Alt+Shift+s', 'Alt+.'],
  ...['Mod+Alt+ArrowLeft', 'Mod+Alt+ArrowRight', 'Mod+Alt+1', 'Mod+Alt+2', 'Mod+Alt+3'],
];

/**
 * What Chromium, and so Edge and the new Teams, never gives to a page. Source: `IsReservedCommandOrKey` in
 * chrome/browser/ui/browser_command_controller.cc; every other key goes to the page first, and is the page's when it
 * wants it (`PreHandleKeyboardEvent` in chrome/browser/ui/views/frame/browser_view.cc).
 */
export const RESERVED = [
  ...['Mod+n', 'Mod+Shift+n', 'Mod+t', 'Mod+Shift+t', 'Mod+w', 'Mod+Shift+w', 'Mod+F4', 'Alt+F4', 'Mod+Shift+q'],
  ...['Mod+Tab', 'Mod+Shift+Tab', 'Mod+PageUp', 'Mod+PageDown'],
];

/** Keys of the browser that people rely on wherever they are. */
export const BROWSER = [
  ...['F1', 'F3', 'F5', 'F7', 'F11', 'F12', 'Mod+r', 'Mod+Shift+r', 'Mod+F5', 'Mod+l', 'Alt+d', 'Mod+p', 'Mod+s'],
  ...['Mod+d', 'Mod+h', 'Mod+j', 'Mod+u', 'Mod+o', 'Mod+0', 'Mod+Shift+Delete', 'Shift+Escape', 'Alt+Home'],
  ...['Alt+ArrowLeft', 'Alt+ArrowRight', 'Mod+Shift+i', 'Mod+Shift+j', 'Mod+Shift+c', 'Mod+Shift+m', 'Shift+F10'],
  ...['Alt+Shift+t', 'Alt+Shift+i', 'Mod+Shift+b', 'Mod+Shift+o', 'Mod+Shift+k', 'Mod+e', 'Mod+k', 'F6', 'Shift+F6'],
];

/** Taken elsewhere, and taken here on purpose; with the reason. */
export const SHARED: Record<string, string> = {
  'Alt+ArrowUp': 'Teams goes to the chat above, too',
  'Alt+ArrowDown': 'Teams goes to the chat below, too',
  'Mod+k': 'Teams makes a link with it where one writes, and so does the composer where words are chosen',
  'Mod+f': 'Teams finds words in a chat with it, too',
  F6: 'browsers go from part to part of their window; here it is the parts of the page, and it goes round',
  'Shift+F6': 'as F6',
};
