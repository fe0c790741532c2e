/** What several sections of Settings say. */
export const settingsWords = {
  title: 'Settings',
  sections: 'Sections',

  name: 'Name',
  edit: 'Edit',
  editNamed: ({ name }: { name: string }) => `Edit ${name}`,
  /** A button in words, and of what it is: for those who hear it alone. */
  actionOf: ({ action, name }: { action: string; name: string }) => `${action}: ${name}`,
  deleteNamed: ({ name }: { name: string }) => `Delete ${name}`,
  save: 'Save',
  saving: 'Saving…',
  add: 'Add',
  done: 'Done',
  close: 'Close',
  takeTheirs: 'Take theirs',
  goOnWithMine: 'Go on with mine',
  copy: 'Copy',
  copied: 'Copied',
  copyNamed: ({ name }: { name: string }) => `Copy: ${name}`,
};
