import { makeStyles, tokens } from '@fluentui/react-components';

/** In the contrast theme the parts differ by their pattern, too. */
export const useBotFiguresStyles = makeStyles({
  line: {
    display: 'flex',
    height: '8px',
    gap: '1px',
    margin: `${tokens.spacingVerticalXS} 0`,
  },
  legend: {
    listStyleType: 'none',
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalM}`,
    margin: `${tokens.spacingVerticalXS} 0 0`,
    padding: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
    '& > li': { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  },
  patch: { width: '12px', height: '12px', border: `1px solid ${tokens.colorNeutralStroke1}`, boxSizing: 'border-box' },
  resolved: { backgroundColor: tokens.colorCompoundBrandBackground, forcedColorAdjust: 'none' },
  gaveUp: {
    backgroundImage: `repeating-linear-gradient(135deg, ${tokens.colorNeutralStroke1} 0 4px, ${tokens.colorNeutralBackground3} 4px 6px)`,
    forcedColorAdjust: 'none',
  },
  escalated: {
    backgroundColor: tokens.colorNeutralForeground2,
    forcedColorAdjust: 'none',
  },
  unknown: {
    backgroundImage: `repeating-linear-gradient(45deg, ${tokens.colorNeutralStroke1} 0 2px, transparent 2px 5px)`,
    forcedColorAdjust: 'none',
  },
  parts: { listStyleType: 'none', margin: 0, padding: 0, fontVariantNumeric: 'tabular-nums' },
  part: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    '& > span:last-child': { marginInlineStart: 'auto' },
  },
  unsaid: { color: tokens.colorNeutralForeground2, fontStyle: 'italic' },
});
