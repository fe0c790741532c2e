import { makeStyles, tokens } from '@fluentui/react-components';

export const useStatusStyles = makeStyles({
  status: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    minWidth: 0,
    maxWidth: '100%',
    flexShrink: 0,
    whiteSpace: 'nowrap',
  },
  words: { overflow: 'hidden', textOverflow: 'ellipsis' },
  icon: { display: 'inline-flex', flexShrink: 0, fontSize: '14px' },
  waiting: { color: tokens.colorPaletteDarkOrangeForeground1 },
  mine: { color: tokens.colorBrandForeground1 },
  other: { color: tokens.colorNeutralForeground2 },
  ended: { color: tokens.colorNeutralForeground2 },
});
