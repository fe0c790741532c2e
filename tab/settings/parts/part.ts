/** What every section of Settings is given. */
export interface PartProps {
  /** Opens a chat. */
  onOpen: (escalationId: string) => void;
}
