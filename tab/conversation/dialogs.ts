/** The dialogs of a conversation, one chunk of the bundle. */
export { ReleaseDialog, ResolveDialog } from './EndDialogs';
export { TransferDialog } from './TransferDialog';
