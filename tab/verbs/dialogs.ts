/** The dialogs around what is done to escalations, one chunk of the bundle. */
export { ConsultDialog } from './ConsultDialog';
export { HandOnDialog } from './HandOnDialog';
export { HoldDialog } from './HoldDialog';
export { ReleaseDialog } from './ReleaseDialog';
export { ResolveDialog } from './ResolveDialog';
export { TransferDialog } from './TransferDialog';
