/** The dialogs around what is done to escalations, one chunk of the bundle. */
export { ConsultDialog } from './ConsultDialog';
export { ReleaseDialog, ResolveDialog } from './EndDialogs';
export { HandOnDialog } from './HandOnDialog';
export { TransferDialog } from './TransferDialog';
