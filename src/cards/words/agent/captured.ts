/** What agents read in place of values and presses that are no words. Pure. */

export const YES = 'Yes';
export const NO = 'No';
/** A button without a title anybody knows. */
export const PRESSED = '(Pressed a button.)';
