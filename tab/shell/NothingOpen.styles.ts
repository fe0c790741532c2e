import { makeStyles, tokens } from '@fluentui/react-components';

export const useNothingOpenStyles = makeStyles({
  pane: {
    flexGrow: 1,
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    padding: tokens.spacingHorizontalXXL,
    overflowY: 'auto',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  numbers: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(140px, 200px))',
    gap: tokens.spacingHorizontalM,
    margin: 0,
  },
  number: {
    display: 'flex',
    flexDirection: 'column-reverse',
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  value: {
    margin: 0,
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: 600,
    fontVariantNumeric: 'tabular-nums',
  },
  label: { color: tokens.colorNeutralForeground2 },
});
