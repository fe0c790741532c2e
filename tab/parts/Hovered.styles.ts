import { tokens } from '@fluentui/react-components';

/** A theme has it beside Fluent's own. */
export const ROW_HOVER = 'colorRowHover';

/** A row the mouse is over: in high contrast framed, for words of many colours cannot be read on its highlight. */
export const HOVERED = {
  backgroundColor: `var(--${ROW_HOVER})`,
  boxShadow: `inset 0 0 0 1px ${tokens.colorTransparentStrokeInteractive}`,
} as const;
